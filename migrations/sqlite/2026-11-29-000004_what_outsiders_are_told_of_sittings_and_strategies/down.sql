ALTER TABLE strategy DROP COLUMN told;
ALTER TABLE meeting_occurrence DROP COLUMN told;
