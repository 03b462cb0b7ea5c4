-- When a person's name, address and other personal values were erased. The account stays,
-- under a pseudonym: the history names it as the one who made changes.
ALTER TABLE account ADD COLUMN erased_at BIGINT;
