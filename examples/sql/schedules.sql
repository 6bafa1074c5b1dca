-- What starts next, when, and what became of the last time.
SELECT name, status, next_due, time_text, time_zone, description_en, target_kind, last_fire, last_state, missed
  FROM v_schedule_next
 ORDER BY next_due, name;
