-- API bearer tokens. Only the SHA-256 of a token is kept; a token is 256 random bits, so that is enough.
create table tokens (
    id         uuid primary key,
    hash       bytea       not null check (length(hash) = 32),
    name       text        not null,
    role       text        not null check (role in ('analyst', 'coordinator', 'partner', 'auditor', 'admin')),
    member     text references members,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,

    constraint tokens_hash_key unique (hash),
    constraint analysts_belong_to_a_member check ((role = 'analyst') = (member is not null))
);
