-- Documents and meetings list hidden records too: what outsiders are told of them, as of
-- priorities and focus areas.
ALTER TABLE document ADD COLUMN told TEXT COLLATE "C";
ALTER TABLE meeting ADD COLUMN told TEXT COLLATE "C";
