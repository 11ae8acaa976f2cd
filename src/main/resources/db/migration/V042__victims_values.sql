-- Finds the victims' values among those that others take for an attacker's.
create index case_observables_victims on case_observables (digest, type) where role = 'victim';
