-- To which addresses auditors have the newest checkpoint sent by mail, every so many days,
-- and who asked for it. That it was asked for is in the history, the address is not. The
-- last letter holds a secret with which its reader stops them: only the hash is here.
CREATE TABLE checkpoint_subscription (
    address TEXT COLLATE "C" PRIMARY KEY,
    every_days BIGINT NOT NULL CHECK (every_days BETWEEN 1 AND 366),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    created_at BIGINT NOT NULL,
    stop_hash BYTEA UNIQUE CHECK (length(stop_hash) = 32)
);
CREATE INDEX checkpoint_subscription_user_id_idx ON checkpoint_subscription (user_id);

-- Keys and the signatures of witnesses only grow, as all that was signed.
CREATE TRIGGER log_key_is_immutable BEFORE UPDATE OR DELETE ON log_key
    FOR EACH ROW EXECUTE FUNCTION refuse('what was signed only grows');
CREATE TRIGGER log_key_refuses_truncate BEFORE TRUNCATE ON log_key
    EXECUTE FUNCTION refuse('what was signed only grows');
CREATE TRIGGER log_cosignature_is_immutable BEFORE UPDATE OR DELETE ON log_cosignature
    FOR EACH ROW EXECUTE FUNCTION refuse('what was signed only grows');
CREATE TRIGGER log_cosignature_refuses_truncate BEFORE TRUNCATE ON log_cosignature
    EXECUTE FUNCTION refuse('what was signed only grows');
