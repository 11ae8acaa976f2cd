-- A key that others got hold of vouches for nothing from that time on; null while it is trusted.
alter table hub_key add column revoked_from timestamptz;

-- The Ed25519 keys with which checkpoints are signed as notes. The newest of a name that is not retired signs for that
-- name; none is ever removed. A table of its own, so that a process of the version before never takes one for receipts.
create table hub_note_key (
    key_id       text        primary key,
    name         text        not null,
    private_jwk  text        not null,
    public_jwk   text        not null,
    created_at   timestamptz not null,
    retired_at   timestamptz,
    revoked_from timestamptz
);
