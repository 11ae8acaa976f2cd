-- Revocation lists and OCSP answers, as they were fetched or imported; only the newest of each source.
create table revocation_document (
    source      text        primary key,
    kind        text        not null check (kind in ('crl', 'ocsp')),
    document    bytea       not null,
    produced_at timestamptz not null,
    kept_at     timestamptz not null
);
