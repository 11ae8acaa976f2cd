-- Finds what a key signed, for the day on which it is stolen.
create index report_by_key on report using gin ((signatures::jsonb) jsonb_path_ops);
