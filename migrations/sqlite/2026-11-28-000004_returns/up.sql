-- Requests for updates: which agencies a partnership asks for a return, by when, and what
-- came back. They have a history as everything has; they are no part of any plan, hence
-- no rows in entity.

CREATE TABLE update_request (
    id TEXT PRIMARY KEY CHECK (id LIKE 'update\_request\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'CLOSED', 'CANCELLED')),
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
    message TEXT,
    remind_on TEXT NOT NULL CHECK (json_valid(remind_on)),
    reminded TEXT NOT NULL CHECK (json_valid(reminded)),
    answers TEXT NOT NULL CHECK (json_valid(answers)),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX update_request_state_idx ON update_request (state);

CREATE TABLE update_request_agency (
    update_request_id TEXT NOT NULL REFERENCES update_request (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (update_request_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX update_request_agency_agency_id_idx ON update_request_agency (agency_id);

-- The letters of a request, each once: occasion is what it is written for, such as
-- 'ASK' or 'DAY 2026-06-23'. A server takes one for a while and says when it was sent.
CREATE TABLE update_letter (
    update_request_id TEXT NOT NULL REFERENCES update_request (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    occasion TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('WAITING', 'SENT', 'FAILED', 'DROPPED')),
    tries INTEGER NOT NULL CHECK (tries >= 0),
    not_before INTEGER NOT NULL,
    settled_at INTEGER,
    PRIMARY KEY (update_request_id, occasion, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX update_letter_user_id_idx ON update_letter (user_id);
CREATE INDEX update_letter_state_not_before_idx ON update_letter (state, not_before);
