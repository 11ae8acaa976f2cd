-- Everything that was filed and signed by a member, for ever. A report that could not be read is kept too, as quarantined.
create table report (
    report_id      uuid        primary key,
    -- Whose report it is, and whose key signed it: another member's, where that one reports for this one.
    member         text        not null,
    filed_by       text        not null,
    received_at    timestamptz not null,
    state          text        not null check (state in ('filed', 'quarantined')),
    -- The message as filed.
    content_type   text        not null,
    message_size   integer     not null,
    message_sha256 bytea       not null,
    -- What was signed.
    payload_type   text,
    payload_sha256 bytea       not null,
    signatures     text        not null,
    issued_at      timestamptz,
    message_id     text,
    -- What it says, for lists.
    format         text,
    stage          text,
    reference      text,
    title          text,
    tlp            text,
    flaws          text        not null,
    log_index      bigint      not null unique,
    receipt        text        not null,
    constraint report_once unique (filed_by, message_sha256),
    constraint report_read check ((state = 'quarantined') = (format is null))
);

create index report_newest on report (received_at desc, report_id desc);
create index report_newest_of_member on report (member, received_at desc, report_id desc);
create index report_same_payload on report (member, payload_sha256);

-- The large parts: the exact bytes, and the normal form made of them.
create table report_content (
    report_id uuid  primary key references report,
    message   bytea not null,
    facts     text,
    bundle    bytea
);

-- Signed messages are text in base64: compressing them takes longer than writing them.
alter table report_content alter column message set storage external;

-- The names that messages gave themselves, by the key that signed: a name stands for one content only.
create table report_message_id (
    key_id         text  not null,
    message_id     text  not null,
    payload_sha256 bytea not null,
    primary key (key_id, message_id)
);

create function reports_stay() returns trigger language plpgsql as $$
begin
    raise exception 'a report is never removed, and what was filed is never changed';
end
$$;

create trigger report_stays before delete on report
    for each row execute function reports_stay();

create trigger report_is_not_emptied before truncate on report
    for each statement execute function reports_stay();

create trigger report_message_stays before update of message or delete on report_content
    for each row execute function reports_stay();

create trigger report_content_is_not_emptied before truncate on report_content
    for each statement execute function reports_stay();
