-- The queue is table job alone: JobRunr's rows of the same jobs go. Jobs that run at this moment
-- are recovered as orphans by the first node that starts, like those of any lost node.
DROP TABLE jobrunr_jobs;
DROP TABLE jobrunr_recurring_jobs;
DROP TABLE jobrunr_backgroundjobservers;
DROP TABLE jobrunr_metadata;
