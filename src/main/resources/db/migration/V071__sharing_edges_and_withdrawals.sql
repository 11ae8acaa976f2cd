-- What an indicator stands for is told to those alone who hold the relationship that says so.
drop table publication_edges;

create table publication_edges (
    indicator_id    text not null,
    target_id       text not null,
    relationship_id text not null,
    primary key (indicator_id, relationship_id)
);

insert into publication_edges (indicator_id, target_id, relationship_id)
select distinct json::jsonb ->> 'source_ref', json::jsonb ->> 'target_ref', object_id
  from publications
 where type = 'relationship';

-- A withdrawn decision stands for nothing any more.
alter table releases add column withdrawn_at timestamptz;
