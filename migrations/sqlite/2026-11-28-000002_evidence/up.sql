-- Evidence that somebody asked for and has not fetched yet: each works once, for a few
-- minutes, in the session in which it was asked for. Kept by the hash of its secret.
CREATE TABLE evidence_ticket (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    user_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    session_id TEXT NOT NULL REFERENCES session (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    asked TEXT NOT NULL CHECK (json_valid(asked)),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at)
) STRICT;
CREATE INDEX evidence_ticket_user_id_idx ON evidence_ticket (user_id);
CREATE INDEX evidence_ticket_session_id_idx ON evidence_ticket (session_id);
CREATE INDEX evidence_ticket_expires_at_idx ON evidence_ticket (expires_at);
