-- Failed jobs by cause, the most frequent first.
SELECT type, error_type, count(*) AS jobs, max(finished_at) AS last, max(error_message) AS for_example
  FROM v_failures
 GROUP BY type, error_type
 ORDER BY jobs DESC;
