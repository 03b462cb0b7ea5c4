-- To which addresses auditors have the newest checkpoint sent by mail, every so many days,
-- and who asked for it. That it was asked for is in the history, the address is not. The
-- last letter holds a secret with which its reader stops them: only the hash is here.
CREATE TABLE checkpoint_subscription (
    address TEXT PRIMARY KEY,
    every_days INTEGER NOT NULL CHECK (every_days BETWEEN 1 AND 366),
    user_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    created_at INTEGER NOT NULL,
    stop_hash BLOB UNIQUE CHECK (length(stop_hash) = 32)
) STRICT;
CREATE INDEX checkpoint_subscription_user_id_idx ON checkpoint_subscription (user_id);

-- Keys and the signatures of witnesses only grow, as all that was signed.
CREATE TRIGGER log_key_refuses_update BEFORE UPDATE ON log_key
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_key_refuses_delete BEFORE DELETE ON log_key
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_key_refuses_replace BEFORE INSERT ON log_key
WHEN EXISTS (SELECT 1 FROM log_key WHERE public_key = NEW.public_key)
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_cosignature_refuses_update BEFORE UPDATE ON log_cosignature
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_cosignature_refuses_delete BEFORE DELETE ON log_cosignature
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_cosignature_refuses_replace BEFORE INSERT ON log_cosignature
WHEN EXISTS (
    SELECT 1 FROM log_cosignature
    WHERE origin = NEW.origin AND size = NEW.size AND witness = NEW.witness
)
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;
