-- Warning lists that were brought in or are kept here. A list is one thing: its entries lie together, compressed, and
-- every process makes of them what it searches in.
create table warning_lists (
    name        text        primary key,
    description text        not null,
    version     bigint      not null check (version >= 0),
    kind        text        not null check (kind in ('string', 'substring', 'hostname', 'cidr', 'regex')),
    -- Kinds of value it is about; empty for all.
    types       text[]      not null,
    own         boolean     not null,
    entries     bytea       not null,
    entry_count integer     not null,
    digest      bytea       not null check (octet_length(digest) = 32),
    changed_at  timestamptz not null,
    changed_by  text        not null
);
alter table warning_lists alter column entries set storage external;

-- One row: rises with every change of any list. Whoever decides by the lists compares it with what they have loaded.
create table warning_list_state (
    only_row boolean primary key default true check (only_row),
    version  bigint  not null
);
insert into warning_list_state (version) values (0);

-- A coordinator's word that a value of a case may be shared though a list knows it.
create table warning_overrides (
    case_id  text        not null references cases,
    type     text        not null,
    digest   bytea       not null,
    list     text        not null,
    reason   text        not null,
    given_by text        not null,
    given_at timestamptz not null,
    primary key (case_id, type, digest)
);
