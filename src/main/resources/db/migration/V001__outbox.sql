-- Messages written in the same transaction as the change they tell of, delivered later by OutboxRelay.
create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    payload    text        not null,
    created_at timestamptz not null default now(),
    attempts   integer     not null default 0 check (attempts >= 0),
    next_at    timestamptz not null default now()
);

-- The relay looks for the oldest message of every key.
create index outbox_by_key on outbox (topic, key, id);
