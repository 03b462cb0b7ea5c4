ALTER TABLE meeting_occurrence DROP COLUMN told;
