-- CARICOM states, associates and bodies. Reference columns follow members.json at every start; the columns
-- below "operational" belong to administrators.
create table members (
    code              text primary key check (code ~ '^[A-Z]{2}$'),
    alpha3            text check (alpha3 ~ '^[A-Z]{3}$'),
    name              text   not null,
    status            text   not null check (status in ('full', 'associate', 'body')),
    languages         text[] not null,
    zone              text   not null,
    aliases           text[] not null,
    cert_name         text,
    cert_parent       text,
    cert_established  text,
    cert_state        text   not null
                      check (cert_state in ('operational', 'being-established', 'planned', 'not-found')),
    cert_networks     text[] not null,
    cert_note         text,
    cert_sources      text[] not null,
    law_hours         integer check (law_hours > 0),
    law_calendar_days integer check (law_calendar_days > 0),
    law_name          text,
    law_authority     text,
    law_clock_starts  text,
    law_note          text,
    law_sources       text[] not null,
    note              text,

    -- operational
    reports_through   text references members check (reports_through <> code),
    suspended_at      timestamptz,

    constraint law_counts_hours_or_days check (law_hours is null or law_calendar_days is null)
);
