-- The history of the job that ended last: its row tells of its creation, the table job_event of what came after.
WITH last_ended AS (
  SELECT id, created_at FROM job WHERE finished_at IS NOT NULL ORDER BY finished_at DESC FETCH FIRST 1 ROW ONLY
)
SELECT created_at AS at, 'created' AS kind, '' AS data FROM last_ended
UNION ALL
SELECT e.at, e.kind, e.data FROM job_event e JOIN last_ended l ON e.job_id = l.id
 ORDER BY at;
