-- What is recorded at a public sitting may be hidden, and so may the edition that a published
-- strategy is said to follow: what outsiders are told of them.
ALTER TABLE meeting_occurrence ADD COLUMN told TEXT COLLATE "C";
ALTER TABLE strategy ADD COLUMN told TEXT COLLATE "C";
