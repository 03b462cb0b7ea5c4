DROP TRIGGER log_cosignature_refuses_truncate ON log_cosignature;
DROP TRIGGER log_cosignature_is_immutable ON log_cosignature;
DROP TRIGGER log_key_refuses_truncate ON log_key;
DROP TRIGGER log_key_is_immutable ON log_key;
DROP TABLE checkpoint_subscription;
