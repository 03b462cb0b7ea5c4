DROP TRIGGER register_head_only_grows;
CREATE TRIGGER register_head_only_grows BEFORE UPDATE ON register_head
WHEN NEW.sequence <> OLD.sequence + 1 OR NEW.at <= OLD.at OR NEW.id <> 1
BEGIN
    SELECT RAISE(ABORT, 'the head moves one change at a time');
END;
