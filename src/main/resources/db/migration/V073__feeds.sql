-- MISP takes indicators in events, one for each day on which something was first shared. The day stands in the object.
alter table publications
    add column day text generated always as (left(json::jsonb ->> 'created', 10)) stored;
create index publications_by_day on publications (day, added_at) where type = 'indicator' and not superseded;

-- Suricata calls a rule by a number that stays with the indicator. Numbers are drawn, not counted: they tell neither how
-- many indicators there are nor which were shared together. 1,000,000 to 1,999,999 is for local use.
alter table shared_things add column rule_number integer;

create function draw_rule_number() returns integer language plpgsql as $$
declare
    drawn integer;
begin
    loop
        drawn := 1000000 + floor(random() * 1000000);
        exit when not exists (select from shared_things where rule_number = drawn);
    end loop;
    return drawn;
end
$$;

create unique index shared_things_rule_number on shared_things (rule_number);

create function shared_things_draw() returns trigger language plpgsql as $$
begin
    if new.type = 'indicator' and new.rule_number is null then
        new.rule_number := draw_rule_number();
    end if;
    return new;
end
$$;

create trigger shared_things_draws before insert on shared_things
    for each row execute function shared_things_draw();

do $$
declare
    thing record;
begin
    for thing in select key_digest from shared_things where type = 'indicator' loop
        update shared_things set rule_number = draw_rule_number() where key_digest = thing.key_digest;
    end loop;
end
$$;
