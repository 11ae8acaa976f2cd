-- Feeds that are matched against traffic leave out what has expired. The time stands in the object, always in UTC, which
-- is why reading it may be called immutable.
create function stix_time(text) returns timestamptz language plpgsql immutable as $$
begin
    return $1::timestamptz;
end
$$;

alter table publications
    add column valid_until timestamptz
        generated always as (coalesce(stix_time(json::jsonb ->> 'valid_until'), timestamptz 'infinity')) stored;

-- Both columns are searched in the index: what has expired costs no look at its row.
create index publications_active on publications (added_at, valid_until) where type = 'indicator' and not superseded;

-- What is held back from feeds that block by themselves, until a coordinator decides: too many members call it harmless,
-- or a warning list knows it. Times are times of the publication clock, so that a zone's serial number follows them.
create table indicator_holds (
    object_id  text        not null,
    cause      text        not null check (cause in ('votes', 'warning-list')),
    -- The warning list; empty for votes.
    detail     text        not null,
    held_at    timestamptz not null,
    ended_at   timestamptz,
    changed_at timestamptz generated always as (coalesce(ended_at, held_at)) stored,
    decision   text        check (decision in ('kept', 'withdrawn', 'lifted')),
    decided_by text,
    reason     text,
    primary key (object_id, cause, detail),
    check ((ended_at is null) = (decision is null))
);
create index indicator_holds_by_change on indicator_holds (changed_at desc);
create index indicator_holds_open on indicator_holds (held_at) where ended_at is null;
