-- What waits, in the order in which each lane takes it, and why.
SELECT lane, position, priority, type, status, attempt, wait_s, why_pending, last_error
  FROM v_queue
 ORDER BY lane, position;
