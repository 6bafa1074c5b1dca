-- Keys that are unique while their job is not final.
ALTER TABLE job ADD COLUMN unique_key varchar(255);
ALTER TABLE job ADD COLUMN active_key varchar(255)
  GENERATED ALWAYS AS (CASE WHEN status IN ('scheduled', 'queued', 'running') THEN unique_key END);
CREATE UNIQUE INDEX job_active_key_idx ON job (tenant, active_key);

-- A job's own back-off; null means the lane's.
ALTER TABLE job ADD COLUMN backoff_s integer;
ALTER TABLE job ADD COLUMN backoff_max_s integer;
ALTER TABLE job ADD COLUMN backoff_factor double precision;

-- Time by which a job must have started; 0 and null mean none.
ALTER TABLE job ADD COLUMN queue_timeout_s integer DEFAULT 0 NOT NULL;
ALTER TABLE job ADD COLUMN start_by timestamp(6) with time zone;
ALTER TABLE job ADD COLUMN waits_until timestamp(6) with time zone
  GENERATED ALWAYS AS (CASE WHEN status IN ('scheduled', 'queued') AND started_at IS NULL THEN start_by END);
CREATE INDEX job_waits_until_idx ON job (waits_until);
