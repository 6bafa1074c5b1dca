-- Every index costs each new job an entry. One tells what time does to a waiting job: a scheduled
-- one is queued at run_at, a queued one that never started fails at start_by.
DROP INDEX job_waits_until_idx;
ALTER TABLE job DROP COLUMN waits_until;
DROP INDEX job_due_idx;
ALTER TABLE job DROP COLUMN due_at;
ALTER TABLE job ADD COLUMN due_at timestamp(6) with time zone
  GENERATED ALWAYS AS (CASE WHEN status = 'scheduled' THEN run_at
                            WHEN status = 'queued' AND started_at IS NULL THEN start_by END);
CREATE INDEX job_due_idx ON job (due_at);

-- Ids begin with the time of creation, so job_status_idx finds old and recent jobs as well.
DROP INDEX job_finished_idx;
