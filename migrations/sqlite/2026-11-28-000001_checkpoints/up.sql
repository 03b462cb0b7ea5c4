-- What is signed of the log. All of it only grows. The private keys are not in the
-- database, and the public ones here are for showing: whoever checks keeps their own.

-- The names of the log. A second one begins when a loss was declared: an older backup took
-- the place of what had been signed. `losses` are the lines that say so in checkpoints.
CREATE TABLE log_origin (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    at INTEGER NOT NULL,
    losses TEXT NOT NULL CHECK ((number = 1) = (losses = ''))
) STRICT;

-- The public keys that have signed, each with the size of the log when it began to.
CREATE TABLE log_key (
    public_key BLOB PRIMARY KEY CHECK (length(public_key) = 32),
    since_size INTEGER NOT NULL CHECK (since_size >= 0),
    at INTEGER NOT NULL
) STRICT;

-- The signed checkpoints: how many changes, the time of the last, the root over them, and
-- the lines of the signatures.
CREATE TABLE log_checkpoint (
    origin INTEGER NOT NULL REFERENCES log_origin (number) ON DELETE RESTRICT ON UPDATE RESTRICT,
    size INTEGER NOT NULL CHECK (size >= 1),
    at INTEGER NOT NULL,
    root BLOB NOT NULL CHECK (length(root) = 32),
    signatures TEXT NOT NULL,
    PRIMARY KEY (origin, size)
) STRICT, WITHOUT ROWID;

-- What witnesses signed: by the key, the time that they gave, and the line.
CREATE TABLE log_cosignature (
    origin INTEGER NOT NULL,
    size INTEGER NOT NULL,
    witness TEXT NOT NULL,
    at INTEGER NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (origin, size, witness),
    FOREIGN KEY (origin, size) REFERENCES log_checkpoint (origin, size) ON DELETE RESTRICT ON UPDATE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER log_origin_refuses_update BEFORE UPDATE ON log_origin
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_origin_refuses_delete BEFORE DELETE ON log_origin
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_origin_refuses_replace BEFORE INSERT ON log_origin
WHEN EXISTS (SELECT 1 FROM log_origin WHERE number >= NEW.number OR name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_checkpoint_refuses_update BEFORE UPDATE ON log_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_checkpoint_refuses_delete BEFORE DELETE ON log_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

CREATE TRIGGER log_checkpoint_refuses_replace BEFORE INSERT ON log_checkpoint
WHEN EXISTS (SELECT 1 FROM log_checkpoint WHERE origin = NEW.origin AND size >= NEW.size)
BEGIN
    SELECT RAISE(ABORT, 'what was signed only grows');
END;

-- When the newest checkpoint was last sent by mail to each address that gets it.
CREATE TABLE checkpoint_letter (
    address TEXT PRIMARY KEY,
    sent_at INTEGER NOT NULL
) STRICT;
