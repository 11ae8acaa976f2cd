-- Secrets that all processes of one hub share, such as the one that seals cursors.
create table hub_secret (
    name  text  primary key,
    value bytea not null check (octet_length(value) >= 32)
);
