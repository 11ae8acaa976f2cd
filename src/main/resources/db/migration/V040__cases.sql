-- Cases: one row a case, with what lists show and sort by; the rest hangs on it.
-- Reports are kept by intake; here they are only named.

create table case_numbers (
    year int primary key,
    last int not null
);

create table cases (
    id              text        primary key check (id ~ '^C-[0-9]{4}-[0-9]{4,8}$'),
    version         int         not null default 1,
    member          text        not null,
    title           text        not null,
    language        text        not null,
    state           text        not null check (state in
                        ('new', 'triaged', 'in-progress', 'waiting', 'contained', 'resolved', 'closed')),
    outcome         text        check (outcome in
                        ('confirmed', 'failed-attempt', 'false-positive', 'duplicate', 'test')),
    test            boolean     not null,
    classes         text[]      not null,
    sector          text,
    tlp             text        not null check (tlp in ('clear', 'green', 'amber', 'amber+strict', 'red')),
    score           numeric(4, 1) not null,
    level           text        not null check (level in
                        ('emergency', 'severe', 'high', 'medium', 'low', 'minor', 'negligible')),
    incomplete      boolean     not null,
    -- Score, findings and table versions as triage gave them; shown, never queried.
    assessment      text        not null,
    -- 1 is the most urgent, 4 the least.
    priority        smallint    not null check (priority between 1 and 4),
    chosen_priority smallint    check (chosen_priority between 1 and 4),
    chosen_reason   text,
    chosen_by       text,
    chosen_at       timestamptz,
    assignee        text        check (assignee <> ''),
    current_report  uuid        not null,
    -- The clock that lists show; next_due is set while it can still become late.
    clock_kind      text,
    next_due        timestamptz,
    personal_data   text        not null check (personal_data in ('yes', 'suspected', 'no', 'unknown')),
    aware_at        timestamptz not null,
    opened_at       timestamptz not null,
    changed_at      timestamptz not null,
    closed_at       timestamptz,
    words           tsvector    generated always as (to_tsvector('simple', title)) stored,
    constraint cases_outcome_only_when_closed check ((state = 'closed') = (outcome is not null)),
    constraint cases_reason_with_choice check ((chosen_priority is null) = (chosen_reason is null))
);

create index cases_newest on cases (opened_at desc, id desc);
create index cases_newest_of_member on cases (member, opened_at desc, id desc);
-- A clock that never becomes due sorts last.
create index cases_next_clock on cases ((coalesce(next_due, timestamptz '9999-01-01T00:00:00Z')), opened_at desc, id desc) where state <> 'closed';
create index cases_words on cases using gin (words);
create index cases_classes on cases using gin (classes);

-- What makes a report belong to a case: the reporter's own number of the incident, or the same payload.
create table case_keys (
    member  text not null,
    kind    text not null check (kind in ('reference', 'payload')),
    value   text not null,
    case_id text not null references cases,
    primary key (member, kind, value)
);

create table case_reports (
    report         uuid        primary key,
    case_id        text        not null references cases,
    stage          text        not null check (stage in ('alert', 'update', 'final')),
    received_at    timestamptz not null,
    written_at     timestamptz,
    aware_at       timestamptz,
    payload_sha256 bytea       not null,
    joined_at      timestamptz not null
);

create index case_reports_of_case on case_reports (case_id, received_at);

create table case_clocks (
    case_id    text        not null references cases,
    kind       text        not null check (kind in ('early-warning', 'notification', 'final-report', 'data-notice')),
    started_at timestamptz,
    due_at     timestamptz,
    met_at     timestamptz,
    stopped    text,
    basis      text        not null,
    primary key (case_id, kind)
);

-- Every value that a report of the case names. `listed` says why it is not compared; null means that it is.
create table case_observables (
    case_id text    not null references cases,
    type    text    not null,
    -- A digest of the value: values may be longer than an index entry.
    digest  bytea   not null,
    value   text    not null,
    role    text    not null check (role in ('attacker', 'victim', 'unknown')),
    listed  text,
    member  text    not null,
    counts  boolean not null,
    primary key (case_id, type, digest)
);

create index case_observables_compared on case_observables (digest, type, member, case_id) where listed is null and counts;

create table case_timeline (
    number   bigint      generated always as identity primary key,
    case_id  text        not null references cases,
    at       timestamptz not null,
    actor    text        not null,
    kind     text        not null,
    details  text        not null,
    comment  text,
    audience text        not null check (audience in ('case', 'coordinators'))
);

create index case_timeline_of_case on case_timeline (case_id, number desc);

create function case_timeline_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a timeline entry is never changed';
end
$$;

create trigger case_timeline_stays before update or delete on case_timeline
    for each row execute function case_timeline_stays();
