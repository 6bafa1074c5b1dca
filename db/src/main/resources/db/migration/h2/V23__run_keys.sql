-- A run that a caller named by a key (Idempotency-Key) is started once; content tells whether another
-- start under the key is the same.
ALTER TABLE run ADD COLUMN idempotency_key varchar(255);
ALTER TABLE run ADD COLUMN content varchar(64);
CREATE UNIQUE INDEX run_key_idx ON run (kind, tenant, idempotency_key);
