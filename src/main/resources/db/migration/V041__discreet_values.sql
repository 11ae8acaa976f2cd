-- Values of a TLP:RED report, or of one of which nothing may be shared: other members do not learn that anyone has them.
alter table case_observables add column discreet boolean not null default false;

update case_observables o
   set discreet = true
  from cases c
 where c.id = o.case_id
   and c.tlp = 'red';

drop index case_observables_compared;

create index case_observables_compared on case_observables (digest, type, member, case_id) include (discreet)
    where listed is null and counts;
