-- What partners' own feeds say, to be compared with the values of cases. It is theirs: marked with its source and its
-- terms, and never published.
create table partner_indicators (
    source      text        not null,
    -- The partner's name for it: an object of STIX or an event of MISP.
    object_id   text        not null,
    type        text        not null,
    digest      bytea       not null check (octet_length(digest) = 32),
    value       text        not null,
    tlp         text        not null check (tlp in ('clear', 'green', 'amber', 'amber+strict')),
    -- 0 to 100, as the operator trusts the source.
    trust       smallint    not null check (trust between 0 and 100),
    version     timestamptz not null,
    valid_until timestamptz,
    taken_at    timestamptz not null,
    primary key (source, object_id, type, digest)
);
create index partner_indicators_compared on partner_indicators (digest, type);
