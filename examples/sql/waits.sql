-- How long the jobs of the last hour waited and ran, by lane and priority.
SELECT lane, priority, count(*) AS jobs,
       avg(extract(EPOCH FROM started_at - created_at)) AS wait_s,
       avg(extract(EPOCH FROM finished_at - started_at)) AS run_s
  FROM job
 WHERE status = 'succeeded' AND finished_at > current_timestamp - INTERVAL '1' HOUR
 GROUP BY lane, priority
 ORDER BY lane, priority DESC;
