-- What is shared: decisions, identifiers, publications, pulls.

-- One row, locked by whoever publishes: added_at rises in the order of commits, so that nobody who asks for what
-- was added after a time ever misses something.
create table publication_clock (
    only_row boolean     primary key default true check (only_row),
    last_at  timestamptz not null
);
insert into publication_clock (last_at) values ('2000-01-01T00:00:00Z');

-- One decision to share from a case.
create table releases (
    id             uuid        primary key,
    case_id        text        not null,
    member         text        not null,
    tlp_rank       smallint    not null check (tlp_rank between 0 and 2),
    automatic      boolean     not null,
    decided_by     text        not null,
    decided_at     timestamptz not null,
    reason         text,
    policy_version integer     not null,
    preview_digest bytea       not null check (octet_length(preview_digest) = 32),
    answers        jsonb       not null,
    objects        integer     not null
);
create index releases_by_case on releases (case_id, decided_at desc);

-- A thing that is shared, known by the digest of its natural key, and its random identifier. No identifier of a
-- source is kept here.
create table shared_things (
    key_digest  bytea       primary key check (octet_length(key_digest) = 32),
    type        text        not null,
    uuid        uuid        not null unique,
    created_at  timestamptz not null,
    modified_at timestamptz not null,
    tlp_rank    smallint    not null check (tlp_rank between 0 and 2),
    withdrawn   boolean     not null default false,
    members     integer     not null default 0
);

create table release_things (
    release_id uuid  not null references releases (id),
    key_digest bytea not null references shared_things (key_digest),
    primary key (release_id, key_digest)
);
create index release_things_by_thing on release_things (key_digest);

-- One version of an object in the collections whose place is tlp_rank or narrower. Rows are only ever added;
-- superseded says that a later version is there.
create table publications (
    added_at     timestamptz primary key,
    object_id    text        not null,
    type         text        not null,
    version      timestamptz not null,
    version_text text        not null,
    tlp_rank     smallint    not null check (tlp_rank between 0 and 2),
    revoked      boolean     not null,
    superseded   boolean     not null default false,
    json         text        not null,
    unique (object_id, version)
);
create index publications_clear on publications (added_at) where tlp_rank <= 0 and not superseded;
create index publications_green on publications (added_at) where tlp_rank <= 1 and not superseded;
create index publications_amber on publications (added_at) where tlp_rank <= 2 and not superseded;
create index publications_indicators on publications (added_at) where type = 'indicator' and not superseded;

-- The values that an indicator tests, by digest: a value can be longer than an index entry.
create table publication_values (
    value_digest bytea not null check (octet_length(value_digest) = 32),
    word         text  not null,
    object_id    text  not null,
    primary key (value_digest, word, object_id)
);
create index publication_values_by_object on publication_values (object_id);

-- What an indicator stands for.
create table publication_edges (
    indicator_id text not null,
    target_id    text not null,
    primary key (indicator_id, target_id)
);
