-- One index finds, counts and lists jobs by state and lane, newest or oldest first; before, a list
-- of one lane read the jobs of all lanes.
DROP INDEX job_status_idx;
CREATE INDEX job_status_idx ON job (status, lane, id);
