-- What is recorded at a public sitting may be hidden: what outsiders are told of it.
ALTER TABLE meeting_occurrence ADD COLUMN told TEXT;
