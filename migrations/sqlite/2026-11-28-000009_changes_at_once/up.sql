-- What one command did to many records: few among all changes, and looked for by auditors.
CREATE INDEX change_at_once_idx ON change (sequence) WHERE command IN ('sheet.import', 'record.assign_leads');
