-- Who has seen which value, once for each reporter, value and day. The key is that of the shared thing, whether it is
-- shared yet or not.
create table sightings (
    key_digest  bytea       not null check (octet_length(key_digest) = 32),
    -- `member:TT` or `partner:NAME`.
    reporter    text        not null,
    -- Null for a partner.
    member      text,
    kind        text        not null check (kind in ('seen', 'false-positive')),
    day         date        not null,
    word        text        not null,
    value       text        not null,
    count       integer     not null check (count > 0),
    first_seen  timestamptz not null,
    last_seen   timestamptz not null,
    received_at timestamptz not null,
    -- Whether it has been made known, in a crowd and by the hour; until then nobody else learns of it.
    settled     boolean     not null default false,
    primary key (key_digest, reporter, kind, day)
);
create index sightings_unsettled on sightings (key_digest, received_at) where not settled;
create index sightings_by_reporter on sightings (reporter, received_at);

-- A member's word that an indicator finds what is harmless. Its reason is for coordinators.
create table indicator_votes (
    key_digest    bytea       not null references shared_things (key_digest),
    member        text        not null,
    reason        text        not null,
    voted_by      text        not null,
    voted_at      timestamptz not null,
    taken_back_at timestamptz,
    primary key (key_digest, member)
);

-- The sighting that tells of an indicator.
create index publications_sightings on publications ((json::jsonb ->> 'sighting_of_ref'))
    where type = 'sighting' and not superseded;
