CREATE OR REPLACE FUNCTION register_head_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> OLD.sequence + 1 OR NEW.at <= OLD.at OR NEW.id <> 1 THEN
        RAISE EXCEPTION 'the head moves one change at a time';
    END IF;
    RETURN NEW;
END $$;
