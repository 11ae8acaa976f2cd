-- The OpenPGP keys to which members encrypt. The one not retired is given out; none is ever removed.
create table hub_openpgp_key (
    fingerprint text        primary key,
    secret_key  bytea       not null,
    created_at  timestamptz not null,
    retired_at  timestamptz
);
