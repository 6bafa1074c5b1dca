-- As before, with the task type: a lane need not be named like it. A lane without jobs serves the type
-- of its name.
DROP VIEW v_queue;
DROP VIEW v_running;
DROP VIEW v_failures;
DROP VIEW v_lane_stats;

CREATE VIEW v_queue AS
SELECT row_number() OVER (PARTITION BY j.lane ORDER BY j.status, j.sort_key) AS position,
       j.type, j.lane, j.id, j.priority, j.status, j.attempt, j.max_attempts,
       cast(datediff('MILLISECOND', j.created_at, current_timestamp) / 1000.0 AS numeric(14, 1)) AS wait_s,
       CASE WHEN j.status = 'scheduled' AND j.attempt > 0 THEN 'waits for its next attempt'
            WHEN j.status = 'scheduled' THEN 'runs later'
            WHEN l.paused THEN 'lane is paused'
            ELSE 'waits for a free slot' END AS why_pending,
       j.run_at, j.created_at, j.error_message AS last_error
  FROM job j LEFT JOIN lane l ON l.name = j.lane
 WHERE j.status IN ('queued', 'scheduled');

CREATE VIEW v_running AS
SELECT j.id, j.type, j.lane, j.node, j.priority, j.attempt, j.progress, j.progress_note,
       cast(datediff('MILLISECOND', j.started_at, current_timestamp) / 1000.0 AS numeric(14, 1)) AS running_s, j.started_at
  FROM job j
 WHERE j.status = 'running';

CREATE VIEW v_failures AS
SELECT j.id, j.type, j.lane, j.attempt, j.error_type, j.error_message, j.node, j.finished_at
  FROM job j
 WHERE j.status = 'failed';

CREATE VIEW v_lane_stats AS
SELECT l.name AS lane, coalesce(max(j.type), l.name) AS type, l.paused, l.weight,
       count(CASE WHEN j.status = 'queued' THEN 1 END) AS queued,
       count(CASE WHEN j.status = 'scheduled' THEN 1 END) AS scheduled,
       count(CASE WHEN j.status = 'running' THEN 1 END) AS running,
       count(CASE WHEN j.status = 'succeeded' THEN 1 END) AS succeeded,
       count(CASE WHEN j.status = 'failed' THEN 1 END) AS failed,
       count(CASE WHEN j.status = 'cancelled' THEN 1 END) AS cancelled,
       cast(avg(CASE WHEN j.status = 'succeeded' THEN datediff('MILLISECOND', j.created_at, j.started_at) / 1000.0 END) AS numeric(14, 3)) AS avg_wait_s,
       cast(avg(CASE WHEN j.status = 'succeeded' THEN datediff('MILLISECOND', j.started_at, j.finished_at) / 1000.0 END) AS numeric(14, 3)) AS avg_run_s
  FROM lane l LEFT JOIN job j ON j.lane = l.name
 GROUP BY l.name, l.paused, l.weight;
