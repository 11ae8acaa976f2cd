-- What members posted into their TAXII inboxes, as they wrote it: each version of an object once, for its poster to read.
create table inbox_object (
    -- Whose inbox it is: the member that filed.
    member       text        not null,
    -- A time of its own for each, rising in the order they became visible.
    added_at     timestamptz not null,
    object_id    text        not null,
    type         text        not null,
    -- Empty and null for objects that have no versions.
    version_text text        not null,
    version      timestamptz,
    json         text        not null,
    report_id    uuid        not null references report,
    primary key (member, added_at),
    constraint inbox_version_once unique (member, object_id, version_text)
);
