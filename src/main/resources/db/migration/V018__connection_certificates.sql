-- Client certificates with which members' machines connect (mutual TLS). They say who is there and sign no report, so
-- they are no enrolled keys.
create table connection_certificate (
    fingerprint bytea       primary key check (octet_length(fingerprint) = 32),
    member      text        not null references members,
    subject     text        not null,
    certificate bytea       not null,
    not_before  timestamptz not null,
    not_after   timestamptz not null,
    added_at    timestamptz not null,
    added_by    text        not null,
    approved_at timestamptz,
    approved_by text,
    revoked_at  timestamptz,

    constraint connection_approved_by_a_second_person check ((approved_at is null) = (approved_by is null))
);
