-- Documents and meetings list hidden records, and schemes, meetings and events are listed by
-- hidden ones: what outsiders are told of them, as of priorities and focus areas.
ALTER TABLE document ADD COLUMN told TEXT COLLATE "C";
ALTER TABLE meeting ADD COLUMN told TEXT COLLATE "C";
ALTER TABLE project ADD COLUMN told TEXT COLLATE "C";
ALTER TABLE event ADD COLUMN told TEXT COLLATE "C";

-- Lists order records by when they last changed as everyone is told.
UPDATE entity SET updated_at = (SELECT (told::json ->> 'updatedAt')::bigint FROM priority WHERE priority.id = entity.id)
    WHERE id IN (SELECT id FROM priority WHERE told IS NOT NULL);
UPDATE entity SET updated_at = (SELECT (told::json ->> 'updatedAt')::bigint FROM focus_area WHERE focus_area.id = entity.id)
    WHERE id IN (SELECT id FROM focus_area WHERE told IS NOT NULL);
