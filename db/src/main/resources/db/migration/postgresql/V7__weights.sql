-- Share of the device in percent; null until it is changed while a server runs: then gpu_allocation holds.
ALTER TABLE lane ADD COLUMN weight integer;

-- As before, with what can be changed of a lane; a lane without jobs is listed too.
DROP VIEW v_lane_stats;
CREATE VIEW v_lane_stats AS
SELECT l.name AS lane, l.paused, l.weight,
       count(CASE WHEN j.status = 'queued' THEN 1 END) AS queued,
       count(CASE WHEN j.status = 'scheduled' THEN 1 END) AS scheduled,
       count(CASE WHEN j.status = 'running' THEN 1 END) AS running,
       count(CASE WHEN j.status = 'succeeded' THEN 1 END) AS succeeded,
       count(CASE WHEN j.status = 'failed' THEN 1 END) AS failed,
       count(CASE WHEN j.status = 'cancelled' THEN 1 END) AS cancelled,
       cast(avg(CASE WHEN j.status = 'succeeded' THEN extract(epoch FROM (j.started_at - j.created_at)) END) AS numeric(14, 3)) AS avg_wait_s,
       cast(avg(CASE WHEN j.status = 'succeeded' THEN extract(epoch FROM (j.finished_at - j.started_at)) END) AS numeric(14, 3)) AS avg_run_s
  FROM lane l LEFT JOIN job j ON j.lane = l.name
 GROUP BY l.name, l.paused, l.weight;
