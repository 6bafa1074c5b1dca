-- The creation of a job that is queued at once is told by its row alone, as position 1 of its history.
-- This takes that number out of the sequence of a new database.
INSERT INTO job_event (job_id, at, kind, data) VALUES (random_uuid(), CURRENT_TIMESTAMP, 'none', '');
DELETE FROM job_event WHERE kind = 'none';
