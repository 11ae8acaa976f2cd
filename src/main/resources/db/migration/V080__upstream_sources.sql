-- How far each partner's feed has been pulled. What a source is stands in the operator's file.
create table upstream_sources (
    name          text        primary key,
    -- Where to go on, in the terms of the source's kind; null before the first page.
    position      text,
    due_at        timestamptz not null,
    -- One process pulls a source at a time; when it dies, another may once this has passed.
    claimed_by    uuid,
    claimed_until timestamptz,
    pulled_at     timestamptz,
    failed_at     timestamptz,
    -- Why it failed last, a word; null when the last pull went well.
    failure       text,
    taken         bigint      not null default 0
);
