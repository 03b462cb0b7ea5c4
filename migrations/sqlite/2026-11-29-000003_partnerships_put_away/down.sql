DROP INDEX partnership_archived_idx;
