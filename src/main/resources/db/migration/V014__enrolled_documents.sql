-- Keys that are enrolled as part of a document: a certificate or an OpenPGP key. Their row in enrolled_keys holds the
-- key alone as well; a key without a row here is a bare JSON Web Key.
create table enrolled_document (
    kid      text  primary key references enrolled_keys,
    kind     text  not null check (kind in ('x509', 'openpgp')),
    document bytea not null
);

-- How messages may name a key, besides by its kid. Short handles collide; the signature decides between the candidates.
create table enrolled_handle (
    handle text not null,
    kid    text not null references enrolled_keys,
    primary key (handle, kid)
);
