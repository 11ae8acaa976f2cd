-- Public keys with which members may file. One key has one name, one owner and one algorithm.
create table enrolled_keys (
    kid          text primary key,
    member       text        not null references members,
    algorithm    text        not null,
    jwk          text        not null,
    thumbprint   text        not null,
    not_before   timestamptz not null,
    not_after    timestamptz,
    added_at     timestamptz not null,
    added_by     text        not null,
    approved_at  timestamptz,
    approved_by  text,
    suspended_at timestamptz,
    revoked_at   timestamptz,

    constraint enrolled_keys_thumbprint_key unique (thumbprint),
    constraint valid_for_some_time check (not_after is null or not_after > not_before),
    constraint approved_by_a_second_person check ((approved_at is null) = (approved_by is null))
);

create index enrolled_keys_by_member on enrolled_keys (member);
