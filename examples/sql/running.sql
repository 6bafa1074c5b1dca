-- What runs where, since when and how far.
SELECT lane, node, type, id, attempt, progress, progress_note, running_s
  FROM v_running
 ORDER BY running_s DESC;
