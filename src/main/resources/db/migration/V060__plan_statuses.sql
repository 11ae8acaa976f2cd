-- How actions of the plans stand, as people state it: the newest statement holds, the earlier ones stay.
-- A null member speaks of the action as a whole.
create table plan_statements (
    number bigint      generated always as identity primary key,
    action text        not null,
    member text,
    status text        not null check (status in ('not-begun', 'under-way', 'done', 'dropped')),
    note   text,
    by     text        not null,
    at     timestamptz not null
);

create index plan_statements_newest on plan_statements (action, member, number desc);
