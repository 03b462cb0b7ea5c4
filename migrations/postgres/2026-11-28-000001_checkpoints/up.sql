-- What is signed of the log. All of it only grows. The private keys are not in the
-- database, and the public ones here are for showing: whoever checks keeps their own.

-- The names of the log. A second one begins when a loss was declared: an older backup took
-- the place of what had been signed. `losses` are the lines that say so in checkpoints.
CREATE TABLE log_origin (
    number BIGINT PRIMARY KEY CHECK (number >= 1),
    name TEXT COLLATE "C" NOT NULL UNIQUE CHECK (name <> ''),
    at BIGINT NOT NULL,
    losses TEXT COLLATE "C" NOT NULL CHECK ((number = 1) = (losses = ''))
);

-- The public keys that have signed, each with the size of the log when it began to.
CREATE TABLE log_key (
    public_key BYTEA PRIMARY KEY CHECK (length(public_key) = 32),
    since_size BIGINT NOT NULL CHECK (since_size >= 0),
    at BIGINT NOT NULL
);

-- The signed checkpoints: how many changes, the time of the last, the root over them, and
-- the lines of the signatures.
CREATE TABLE log_checkpoint (
    origin BIGINT NOT NULL REFERENCES log_origin (number) ON DELETE RESTRICT ON UPDATE RESTRICT,
    size BIGINT NOT NULL CHECK (size >= 1),
    at BIGINT NOT NULL,
    root BYTEA NOT NULL CHECK (length(root) = 32),
    signatures TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (origin, size)
);

-- What witnesses signed: by the key, the time that they gave, and the line.
CREATE TABLE log_cosignature (
    origin BIGINT NOT NULL,
    size BIGINT NOT NULL,
    witness TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    signature TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (origin, size, witness),
    FOREIGN KEY (origin, size) REFERENCES log_checkpoint (origin, size) ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE TRIGGER log_origin_is_immutable BEFORE UPDATE OR DELETE ON log_origin
    FOR EACH ROW EXECUTE FUNCTION refuse('what was signed only grows');
CREATE TRIGGER log_origin_refuses_truncate BEFORE TRUNCATE ON log_origin
    EXECUTE FUNCTION refuse('what was signed only grows');
CREATE TRIGGER log_checkpoint_is_immutable BEFORE UPDATE OR DELETE ON log_checkpoint
    FOR EACH ROW EXECUTE FUNCTION refuse('what was signed only grows');
CREATE TRIGGER log_checkpoint_refuses_truncate BEFORE TRUNCATE ON log_checkpoint
    EXECUTE FUNCTION refuse('what was signed only grows');

-- When the newest checkpoint was last sent by mail to each address that gets it.
CREATE TABLE checkpoint_letter (
    address TEXT COLLATE "C" PRIMARY KEY,
    sent_at BIGINT NOT NULL
);
