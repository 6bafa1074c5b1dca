-- Why items of the newest bulk run failed or were rejected, the most frequent reasons first.
SELECT state, error, count(*) AS items, min(line) AS first_line
  FROM run_item
 WHERE run_id = (SELECT id FROM run WHERE kind = 'bulk' ORDER BY id DESC LIMIT 1)
   AND state IN ('failed', 'rejected')
 GROUP BY state, error
 ORDER BY items DESC, first_line
 LIMIT 20;
