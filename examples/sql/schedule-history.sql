-- How the fire times of the last week ended, by schedule: how many, and why not.
SELECT s.name, r.state, r.reason, count(*) AS fire_times, max(r.fire_time) AS latest, max(r.error) AS example_of_error
  FROM schedule_run r JOIN schedule s ON s.id = r.schedule_id
 WHERE r.decided_at > CURRENT_TIMESTAMP - INTERVAL '7' DAY
 GROUP BY s.name, r.state, r.reason
 ORDER BY s.name, r.state, r.reason;
