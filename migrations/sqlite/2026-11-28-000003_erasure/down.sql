ALTER TABLE account DROP COLUMN erased_at;
