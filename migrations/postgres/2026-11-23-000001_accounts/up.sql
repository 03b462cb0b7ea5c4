-- Who may do what: people, the roles granted to them, keys of front-end apps. These have
-- a history as everything has; what is secret (passwords, sessions, hashes of keys) has
-- none and stands in tables of its own. They are no part of any plan, hence no rows in
-- entity.

CREATE TABLE account (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'user\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    email TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    agency_id TEXT COLLATE "C" REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('INVITED', 'ACTIVE', 'DISABLED')),
    password_changed_at BIGINT,
    second_factor_at BIGINT,
    locked_at BIGINT,
    UNIQUE (key),
    UNIQUE (email)
);

CREATE INDEX account_agency_id_idx ON account (agency_id);

CREATE TABLE role_grant (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'role\_grant\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('ADMINISTRATOR', 'COORDINATOR', 'PARTNER_ADMIN', 'CONTRIBUTOR', 'AUDITOR')),
    partnership_id TEXT COLLATE "C" REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    ends_on DATE,
    CHECK (role <> 'ADMINISTRATOR' OR partnership_id IS NULL),
    CHECK (role <> 'COORDINATOR' OR partnership_id IS NOT NULL),
    CHECK ((role IN ('PARTNER_ADMIN', 'CONTRIBUTOR')) = (agency_id IS NOT NULL)),
    UNIQUE (key)
);

CREATE INDEX role_grant_user_id_idx ON role_grant (user_id);
CREATE INDEX role_grant_partnership_id_idx ON role_grant (partnership_id);
CREATE INDEX role_grant_agency_id_idx ON role_grant (agency_id);

CREATE TABLE api_key (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'api\_key\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    name TEXT COLLATE "C" NOT NULL,
    partnership_id TEXT COLLATE "C" REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    reads TEXT COLLATE "C" NOT NULL CHECK (reads IN ('PUBLIC', 'PARTNERS')),
    expires_at BIGINT,
    UNIQUE (key)
);

CREATE INDEX api_key_partnership_id_idx ON api_key (partnership_id);
