DROP TABLE checkpoint_letter;
DROP TABLE log_cosignature;
DROP TABLE log_checkpoint;
DROP TABLE log_key;
DROP TABLE log_origin;
