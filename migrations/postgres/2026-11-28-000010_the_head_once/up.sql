-- A transaction that makes several changes moves the head once, by all of them. That none
-- is missing in between is what the log and `check --deep` prove.
CREATE OR REPLACE FUNCTION register_head_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <= OLD.sequence OR NEW.at <= OLD.at OR NEW.id <> 1 THEN
        RAISE EXCEPTION 'the head only moves forward';
    END IF;
    RETURN NEW;
END $$;
