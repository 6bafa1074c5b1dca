-- How far bulk runs are, newest first.
SELECT name, status, done_percent, total, in_flight, succeeded, failed, rejected, items_per_second, note, error
  FROM v_bulk_progress
 ORDER BY created_at DESC
 LIMIT 20;
