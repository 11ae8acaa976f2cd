-- What shows who filed a report where the filed bytes alone do not: a signature beside them, the signed message that was
-- encrypted in them, the certificate of the connection that brought them. Null where the bytes speak for themselves.
alter table report_content add column evidence text;

create trigger report_evidence_stays before update of evidence on report_content
    for each row execute function reports_stay();
