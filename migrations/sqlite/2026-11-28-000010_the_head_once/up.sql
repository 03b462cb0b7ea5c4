-- A transaction that makes several changes moves the head once, by all of them. That none
-- is missing in between is what the log and `check --deep` prove.
DROP TRIGGER register_head_only_grows;
CREATE TRIGGER register_head_only_grows BEFORE UPDATE ON register_head
WHEN NEW.sequence <= OLD.sequence OR NEW.at <= OLD.at OR NEW.id <> 1
BEGIN
    SELECT RAISE(ABORT, 'the head only moves forward');
END;
