-- Calendars that programs subscribe to by a secret address: of one partnership, or of
-- what is its owner's own. Kept by the hash of the secret; removed when it is revoked.
CREATE TABLE feed (
    id TEXT PRIMARY KEY CHECK (id LIKE 'feed\_%' ESCAPE '\'),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    user_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    partnership_id TEXT REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_fetched_at INTEGER
) STRICT;
CREATE INDEX feed_user_id_idx ON feed (user_id);
CREATE INDEX feed_partnership_id_idx ON feed (partnership_id);
