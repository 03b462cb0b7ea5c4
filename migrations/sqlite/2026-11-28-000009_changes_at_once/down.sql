DROP INDEX change_at_once_idx;
