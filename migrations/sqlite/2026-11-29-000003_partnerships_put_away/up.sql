-- Lists leave out what belongs to a partnership that was put away: there are few of them,
-- and every list asks.
CREATE INDEX partnership_archived_idx ON partnership (id) WHERE archived;
