-- How far workflows are, and which steps run or failed.
SELECT id, name, status, steps, succeeded, running, waiting, failed, skipped, jobs_in_flight, note
  FROM v_workflow
 ORDER BY created_at DESC;

SELECT workflow, step, kind, state, jobs, error
  FROM v_workflow_step
 WHERE state IN ('running', 'failed')
 ORDER BY run_id, place;
