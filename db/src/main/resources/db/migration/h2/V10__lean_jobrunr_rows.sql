-- A UUID takes half the room of its text and compares in two steps.
ALTER TABLE jobrunr_jobs ALTER COLUMN id SET DATA TYPE uuid;

-- The hunt for orphans goes by the running jobs of table job, so that a change of state touches no
-- index of JobRunr's table.
DROP INDEX jobrunr_jobs_processing_idx;
