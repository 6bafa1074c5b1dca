-- Steps of workflows (runs of kind workflow). What a job step did stands in run_item and job; here is how far it is.
CREATE TABLE workflow_step (
  run_id       uuid          NOT NULL,
  step         varchar(64)   NOT NULL,
  place        integer       NOT NULL,
  kind         varchar(64)   NOT NULL,
  state        varchar(16)   NOT NULL,
  jobs         integer,
  error        varchar(1000),
  result       text,
  last_item    integer       NOT NULL,
  started_at   timestamp(6) with time zone,
  finished_at  timestamp(6) with time zone,
  PRIMARY KEY (run_id, step)
);

CREATE VIEW v_workflow AS
SELECT r.id, r.name, r.tenant, r.status, s.steps, s.waiting, s.running, s.succeeded, s.failed, s.skipped, s.cancelled,
       r.items AS jobs, r.items - r.rejected - r.succeeded - r.failed - r.cancelled AS jobs_in_flight,
       r.note, r.error, r.created_at, r.started_at, r.finished_at
  FROM run r
  LEFT JOIN (SELECT run_id, count(*) AS steps,
                    sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) AS waiting,
                    sum(CASE WHEN state = 'running' THEN 1 ELSE 0 END) AS running,
                    sum(CASE WHEN state = 'succeeded' THEN 1 ELSE 0 END) AS succeeded,
                    sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) AS failed,
                    sum(CASE WHEN state = 'skipped' THEN 1 ELSE 0 END) AS skipped,
                    sum(CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END) AS cancelled
               FROM workflow_step GROUP BY run_id) s ON s.run_id = r.id
 WHERE r.kind = 'workflow';

CREATE VIEW v_workflow_step AS
SELECT s.run_id, r.name AS workflow, s.place, s.step, s.kind, s.state, s.jobs, s.error, s.started_at, s.finished_at
  FROM workflow_step s JOIN run r ON r.id = s.run_id;
