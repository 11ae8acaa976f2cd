-- The keys with which the hub signs receipts and checkpoints. The newest that is not retired signs; none is ever removed.
create table hub_key (
    key_id      text        primary key,
    private_jwk text        not null,
    public_jwk  text        not null,
    created_at  timestamptz not null,
    retired_at  timestamptz
);

-- The tamper-evident log. Entries are numbered from 0 without gaps, in the order in which they were committed.
create table audit_entry (
    log_index bigint primary key check (log_index >= 0),
    -- What the leaf is the hash of: the entry in canonical JSON (RFC 8785).
    leaf      bytea  not null
);

-- The tree over them: leaves (level 0) and every node that stands above a complete subtree. None of them ever changes.
create table audit_node (
    level      integer not null check (level between 0 and 62),
    node_index bigint  not null check (node_index >= 0),
    hash       bytea   not null check (length(hash) = 32),
    primary key (level, node_index)
);

-- One row: how far the log goes, and the right edge of the tree. Whoever appends holds it until the transaction ends,
-- which is what keeps the numbers without gaps and in order.
create table audit_head (
    only_row boolean primary key default true check (only_row),
    size     bigint  not null check (size >= 0),
    tree     bytea   not null
);

insert into audit_head (size, tree) values (0, decode('0000000000000000', 'hex'));

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is never changed';
end
$$;

create trigger audit_entry_stays before update or delete on audit_entry
    for each row execute function audit_is_append_only();

create trigger audit_entry_is_not_emptied before truncate on audit_entry
    for each statement execute function audit_is_append_only();

create trigger audit_node_stays before update or delete on audit_node
    for each row execute function audit_is_append_only();

create trigger audit_node_is_not_emptied before truncate on audit_node
    for each statement execute function audit_is_append_only();

create trigger audit_head_stays before delete on audit_head
    for each row execute function audit_is_append_only();
