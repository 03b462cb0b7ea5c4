-- The action that a duplicate repeats.
ALTER TABLE action ADD COLUMN duplicate_of_id TEXT COLLATE "C"
    REFERENCES action (id) ON DELETE RESTRICT ON UPDATE RESTRICT
    CHECK (duplicate_of_id IS NULL OR (status = 'DUPLICATE' AND duplicate_of_id <> id));
CREATE INDEX action_duplicate_of_id_idx ON action (duplicate_of_id);
