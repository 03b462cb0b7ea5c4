-- The version and the last change of a record as those are told who may not see all that
-- it lists: {"version": …, "updatedAt": microseconds since 1970}. None while everyone is
-- told the same.
ALTER TABLE priority ADD COLUMN told TEXT COLLATE "C";
ALTER TABLE focus_area ADD COLUMN told TEXT COLLATE "C";
