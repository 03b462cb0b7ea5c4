-- Who may do what: people, the roles granted to them, keys of front-end apps. These have
-- a history as everything has; what is secret (passwords, sessions, hashes of keys) has
-- none and stands in tables of its own. They are no part of any plan, hence no rows in
-- entity.

CREATE TABLE account (
    id TEXT PRIMARY KEY CHECK (id LIKE 'user\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    agency_id TEXT REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('INVITED', 'ACTIVE', 'DISABLED')),
    password_changed_at INTEGER,
    second_factor_at INTEGER,
    locked_at INTEGER,
    UNIQUE (key),
    UNIQUE (email)
) STRICT;

CREATE INDEX account_agency_id_idx ON account (agency_id);

CREATE TABLE role_grant (
    id TEXT PRIMARY KEY CHECK (id LIKE 'role\_grant\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    user_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    role TEXT NOT NULL CHECK (role IN ('ADMINISTRATOR', 'COORDINATOR', 'PARTNER_ADMIN', 'CONTRIBUTOR', 'AUDITOR')),
    partnership_id TEXT REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    ends_on TEXT CHECK (ends_on IS NULL OR ends_on IS date(ends_on)),
    CHECK (role <> 'ADMINISTRATOR' OR partnership_id IS NULL),
    CHECK (role <> 'COORDINATOR' OR partnership_id IS NOT NULL),
    CHECK ((role IN ('PARTNER_ADMIN', 'CONTRIBUTOR')) = (agency_id IS NOT NULL)),
    UNIQUE (key)
) STRICT;

CREATE INDEX role_grant_user_id_idx ON role_grant (user_id);
CREATE INDEX role_grant_partnership_id_idx ON role_grant (partnership_id);
CREATE INDEX role_grant_agency_id_idx ON role_grant (agency_id);

CREATE TABLE api_key (
    id TEXT PRIMARY KEY CHECK (id LIKE 'api\_key\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    name TEXT NOT NULL,
    partnership_id TEXT REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    reads TEXT NOT NULL CHECK (reads IN ('PUBLIC', 'PARTNERS')),
    expires_at INTEGER,
    UNIQUE (key)
) STRICT;

CREATE INDEX api_key_partnership_id_idx ON api_key (partnership_id);
