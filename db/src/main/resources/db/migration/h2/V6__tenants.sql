-- Whose share of a lane a waiting job takes; null while there is one tenant without limits.
ALTER TABLE job ADD COLUMN share varchar(64);
ALTER TABLE job ADD COLUMN waiting_share varchar(64)
  GENERATED ALWAYS AS (CASE WHEN status = 'queued' THEN share END);
CREATE INDEX job_share_idx ON job (lane, waiting_share, priority, sort_key);

-- Null limits mean none. rate_at: when the rate's bucket is full again (GCRA).
CREATE TABLE tenant (
  name             varchar(64) PRIMARY KEY,
  weight           integer NOT NULL,
  max_queued       integer,
  rate_per_minute  integer,
  jobs_per_day     integer,
  rate_at          timestamp(6) with time zone,
  counted_day      date,
  counted_jobs     integer NOT NULL,
  created_at       timestamp(6) with time zone NOT NULL
);
INSERT INTO tenant (name, weight, counted_jobs, created_at) VALUES ('default', 1, 0, current_timestamp);

-- When the next start of a lane with a rate conforms (GCRA); every lane has a row from now on.
ALTER TABLE lane ADD COLUMN rate_at timestamp(6) with time zone;
INSERT INTO lane (name, paused, updated_at)
SELECT n.name, false, current_timestamp
  FROM (SELECT 'llm' AS name UNION SELECT 'tts' UNION SELECT 'image') n
 WHERE n.name NOT IN (SELECT name FROM lane);
