-- Collections made by hand, beyond clear, green and amber: who reads and writes is said for each.
create table made_collections (
    id          uuid        primary key,
    title       text        not null,
    description text,
    made_at     timestamptz not null,
    made_by     text        not null,
    removed_at  timestamptz
);

-- Who is a member's code, a role, or the name of a token or login.
create table made_collection_grants (
    collection_id uuid    not null references made_collections,
    who           text    not null,
    may_read      boolean not null,
    may_write     boolean not null,
    -- Only what was added later is seen; null shows all of the past.
    visible_from  timestamptz,
    primary key (collection_id, who),
    constraint grants_something check (may_read or may_write)
);
create index made_collection_grants_by_who on made_collection_grants (who);

-- What they hold. Times come from publication_clock, so they rise in the order of commits here too.
create table made_collection_objects (
    added_at      timestamptz primary key,
    collection_id uuid        not null references made_collections,
    object_id     text        not null,
    type          text        not null,
    -- As written; empty for an object that has no version.
    version_text  text        not null,
    version       timestamptz,
    -- 0 to 2 as for publications; null for what its writer marked with no TLP.
    tlp_rank      smallint    check (tlp_rank between 0 and 2),
    superseded    boolean     not null,
    json          text        not null,
    posted_by     text        not null,
    constraint made_version_once unique (collection_id, object_id, version_text)
);
create index made_collection_objects_standing on made_collection_objects (collection_id, added_at) where not superseded;
create index made_collection_objects_all on made_collection_objects (collection_id, added_at);

-- What became of each post, for its poster.
create table post_statuses (
    id        uuid        primary key,
    posted_by text        not null,
    posted_at timestamptz not null,
    status    text        not null
);
create index post_statuses_by_time on post_statuses (posted_at);
