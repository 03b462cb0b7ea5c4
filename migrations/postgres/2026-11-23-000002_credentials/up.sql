-- What has no history: credentials, sessions, links, throttles, and other secrets and
-- traces. Secrets are kept as hashes. Rows name users, which are never removed; they
-- themselves are, when they are no longer needed.

-- What proves who a user is: the hash of the password, the secret of the authenticator app.
CREATE TABLE credential (
    user_id TEXT COLLATE "C" PRIMARY KEY REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    password_hash TEXT COLLATE "C",
    totp_secret BYTEA,
    totp_pending BYTEA,
    totp_last_step BIGINT
);

-- Codes that stand in for the app, each once.
CREATE TABLE recovery_code (
    hash BYTEA PRIMARY KEY CHECK (length(hash) = 32),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX recovery_code_user_id_idx ON recovery_code (user_id);

-- Who is signed in. A browser holds the secret whose hash this is; a machine client holds tokens.
CREATE TABLE session (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'session\_%' ESCAPE '\'),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('BROWSER', 'TOKENS')),
    secret_hash BYTEA UNIQUE CHECK (length(secret_hash) = 32),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    second_factor BOOLEAN NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    client TEXT COLLATE "C" NOT NULL
);
CREATE INDEX session_user_id_idx ON session (user_id);
CREATE INDEX session_expires_at_idx ON session (expires_at);

-- What a machine client gets its next access token with, once. One used twice ends its session.
CREATE TABLE refresh_token (
    hash BYTEA PRIMARY KEY CHECK (length(hash) = 32),
    session_id TEXT COLLATE "C" NOT NULL REFERENCES session (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX refresh_token_session_id_idx ON refresh_token (session_id);

-- Links that were sent: to set up the register, to accept an invitation, to choose a new password.
CREATE TABLE link (
    hash BYTEA PRIMARY KEY CHECK (length(hash) = 32),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('SET_UP', 'INVITATION', 'PASSWORD_RESET')),
    user_id TEXT COLLATE "C" REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX link_user_id_idx ON link (user_id);

-- Browsers that need not give the second factor again for a while.
CREATE TABLE device (
    hash BYTEA PRIMARY KEY CHECK (length(hash) = 32),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX device_user_id_idx ON device (user_id);

-- Attempts that count against an account or an address, for as long as they count.
CREATE TABLE throttle (
    bucket TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX throttle_bucket_at_idx ON throttle (bucket, at);
CREATE INDEX throttle_at_idx ON throttle (at);

-- Who signed in or tried to. For an account that does not exist, what was typed is not kept.
CREATE TABLE sign_in (
    id TEXT COLLATE "C" PRIMARY KEY,
    at BIGINT NOT NULL,
    user_id TEXT COLLATE "C" REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    outcome TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('SIGNED_IN', 'WRONG_PASSWORD', 'WRONG_CODE', 'CODE_NEEDED', 'UNKNOWN_ACCOUNT', 'NOT_ACTIVE', 'THROTTLED')),
    address TEXT COLLATE "C" NOT NULL,
    client TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sign_in_at_idx ON sign_in (at);
CREATE INDEX sign_in_user_id_at_idx ON sign_in (user_id, at);

-- Requests that were carried out and may be sent again: what came of them.
CREATE TABLE idempotency (
    user_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    request_hash BYTEA NOT NULL CHECK (length(request_hash) = 32),
    at BIGINT NOT NULL,
    sequences TEXT COLLATE "C" NOT NULL,
    ids TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, idempotency_key)
);
CREATE INDEX idempotency_at_idx ON idempotency (at);

-- The hashes of API keys, and when each was last used.
CREATE TABLE api_key_secret (
    api_key_id TEXT COLLATE "C" PRIMARY KEY REFERENCES api_key (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    hash BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32),
    last_used_at BIGINT
);

-- Keys that all servers of the register share, made by the first that needs one.
CREATE TABLE server_secret (
    name TEXT COLLATE "C" PRIMARY KEY,
    value BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
