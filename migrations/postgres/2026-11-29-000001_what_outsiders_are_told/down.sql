ALTER TABLE focus_area DROP COLUMN told;
ALTER TABLE priority DROP COLUMN told;
