-- People who sign in with a password, and their sessions.
create table logins (
    username    text primary key,
    password    text        not null,
    role        text        not null check (role in ('analyst', 'coordinator', 'partner', 'auditor', 'admin')),
    member      text references members,
    created_at  timestamptz not null,
    disabled_at timestamptz,

    constraint analysts_belong_to_a_member check ((role = 'analyst') = (member is not null))
);

-- Failed attempts since the last good one, by SHA-256 of the name that was tried, so that names which nobody
-- has are slowed down alike and what people mistype is not kept.
create table login_attempts (
    username_hash bytea primary key,
    failures      integer     not null,
    next_at       timestamptz not null
);

-- Only the SHA-256 of the cookie's value is kept.
create table sessions (
    hash       bytea primary key check (length(hash) = 32),
    id         uuid        not null,
    username   text        not null references logins on delete cascade,
    created_at timestamptz not null,
    seen_at    timestamptz not null,

    constraint sessions_id_key unique (id)
);

create index sessions_by_username on sessions (username);
