-- How far bulk runs are, for people.
CREATE VIEW v_bulk_progress AS
SELECT id, name, tenant, status, total, items,
       CAST(100.0 * (rejected + succeeded + failed + cancelled) / NULLIF(total, 0) AS numeric(5, 1)) AS done_percent,
       items - rejected - succeeded - failed - cancelled AS in_flight,
       succeeded, failed, cancelled, rejected,
       CAST(extract(EPOCH FROM (COALESCE(finished_at, current_timestamp) - started_at)) AS numeric(12, 1)) AS seconds,
       CAST((succeeded + failed + cancelled)
            / NULLIF(extract(EPOCH FROM (COALESCE(finished_at, current_timestamp) - started_at)), 0)
            AS numeric(12, 3)) AS items_per_second,
       note, error, created_at, started_at, finished_at
  FROM run
 WHERE kind = 'bulk';
