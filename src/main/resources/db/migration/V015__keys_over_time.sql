-- How a key came to be enrolled, and how it ends. What an operator added before proofs were asked for was vouched for.
alter table enrolled_keys
    add column possession          text not null default 'vouched' check (possession in ('proven', 'vouched')),
    add column replaces            text references enrolled_keys,
    add column stolen              boolean not null default false,
    add column revocation_reason   text
        check (revocation_reason in ('unspecified', 'key-compromise', 'superseded', 'cessation', 'affiliation-changed')),
    add column revocation_told_at  timestamptz;

create index enrolled_keys_newest_first on enrolled_keys (added_at desc, kid desc);

-- What somebody is asked to sign with a key before it is enrolled, with all that is then enrolled.
create table key_challenge (
    text            text        primary key,
    member          text        not null references members,
    document        bytea       not null,
    not_before      timestamptz not null,
    not_after       timestamptz,
    replaces        text,
    overlap_seconds bigint,
    expires_at      timestamptz not null,

    constraint overlap_is_for_a_replacement check ((replaces is null) = (overlap_seconds is null))
);

create index key_challenge_by_expiry on key_challenge (expires_at);

-- Which reminders of a key's end were given. A key whose end moves is reminded of anew.
create table key_reminder (
    kid         text        not null references enrolled_keys,
    ends_at     timestamptz not null,
    days        integer     not null,
    reminded_at timestamptz not null,
    primary key (kid, ends_at, days)
);
