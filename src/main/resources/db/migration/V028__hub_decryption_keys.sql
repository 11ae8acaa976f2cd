-- The keys to which members encrypt. Those not retired are given out; none is ever removed. Public part and certificate
-- are in the same JSON Web Key.
create table hub_decryption_key (
    key_id      text        primary key,
    private_jwk text        not null,
    created_at  timestamptz not null,
    retired_at  timestamptz
);
