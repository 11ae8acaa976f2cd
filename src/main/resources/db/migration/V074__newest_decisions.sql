-- Feeds ask with every request when somebody last decided.
create index releases_by_decision on releases (decided_at desc);
create index releases_by_withdrawal on releases (withdrawn_at desc) where withdrawn_at is not null;
