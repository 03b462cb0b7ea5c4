DROP INDEX action_duplicate_of_id_idx;
ALTER TABLE action DROP COLUMN duplicate_of_id;
