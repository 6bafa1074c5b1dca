-- JobRunr's stock tables of its version 8.7.0, as its own migrations v000 to v016 leave them, with the
-- prefix system_: the durable background work of the service itself (system jobs).
CREATE TABLE system_jobrunr_jobs (
  id              nchar(36) PRIMARY KEY,
  version         int          NOT NULL,
  jobAsJson       text         NOT NULL,
  jobSignature    varchar(512) NOT NULL,
  state           varchar(36)  NOT NULL,
  createdAt       timestamp    NOT NULL,
  updatedAt       timestamp    NOT NULL,
  scheduledAt     timestamp,
  recurringJobId  varchar(128)
);
CREATE INDEX system_jobrunr_state_idx ON system_jobrunr_jobs (state);
CREATE INDEX system_jobrunr_job_signature_idx ON system_jobrunr_jobs (jobSignature);
CREATE INDEX system_jobrunr_job_created_at_idx ON system_jobrunr_jobs (createdAt);
CREATE INDEX system_jobrunr_job_scheduled_at_idx ON system_jobrunr_jobs (scheduledAt);
CREATE INDEX system_jobrunr_job_rci_idx ON system_jobrunr_jobs (recurringJobId);
CREATE INDEX system_jobrunr_jobs_state_updated_idx ON system_jobrunr_jobs (state ASC, updatedAt ASC);

CREATE TABLE system_jobrunr_recurring_jobs (
  id         nchar(128) PRIMARY KEY,
  version    int    NOT NULL,
  jobAsJson  text   NOT NULL,
  createdAt  bigint NOT NULL DEFAULT '0'
);
CREATE INDEX system_jobrunr_recurring_job_created_at_idx
  ON system_jobrunr_recurring_jobs (createdAt);

CREATE TABLE system_jobrunr_backgroundjobservers (
  id                          nchar(36) PRIMARY KEY,
  workerPoolSize              int           NOT NULL,
  pollIntervalInSeconds       int           NOT NULL,
  firstHeartbeat              timestamp(6)  NOT NULL,
  lastHeartbeat               timestamp(6)  NOT NULL,
  running                     int           NOT NULL,
  systemTotalMemory           bigint        NOT NULL,
  systemFreeMemory            bigint        NOT NULL,
  systemCpuLoad               numeric(3, 2) NOT NULL,
  processMaxMemory            bigint        NOT NULL,
  processFreeMemory           bigint        NOT NULL,
  processAllocatedMemory      bigint        NOT NULL,
  processCpuLoad              numeric(3, 2) NOT NULL,
  deleteSucceededJobsAfter    varchar(32),
  permanentlyDeleteJobsAfter  varchar(32),
  name                        varchar(128)
);
CREATE INDEX system_jobrunr_bgjobsrvrs_fsthb_idx
  ON system_jobrunr_backgroundjobservers (firstHeartbeat);
CREATE INDEX system_jobrunr_bgjobsrvrs_lsthb_idx
  ON system_jobrunr_backgroundjobservers (lastHeartbeat);

CREATE TABLE system_jobrunr_metadata (
  id         varchar(156) PRIMARY KEY,
  name       varchar(92) NOT NULL,
  owner      varchar(64) NOT NULL,
  "VALUE"    text        NOT NULL,
  createdAt  timestamp   NOT NULL,
  updatedAt  timestamp   NOT NULL
);
INSERT INTO system_jobrunr_metadata (id, name, owner, "VALUE", createdAt, updatedAt)
VALUES ('succeeded-jobs-counter-cluster', 'succeeded-jobs-counter', 'cluster', '0',
        CURRENT_TIMESTAMP, CURRENT_TIMESTAMP);
-- What the first server of a cluster would write, where two that start together race.
INSERT INTO system_jobrunr_metadata (id, name, owner, "VALUE", createdAt, updatedAt)
VALUES ('id-cluster', 'id', 'cluster', CAST(random_uuid() AS varchar(36)), CURRENT_TIMESTAMP, CURRENT_TIMESTAMP),
       ('database_version-cluster', 'database_version', 'cluster', '6.0.0', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP);

CREATE VIEW system_jobrunr_jobs_stats AS
SELECT COALESCE(SUM(s.n), 0)                                            AS total,
       COALESCE(SUM(CASE WHEN s.state = 'AWAITING' THEN s.n ELSE 0 END), 0)   AS awaiting,
       COALESCE(SUM(CASE WHEN s.state = 'SCHEDULED' THEN s.n ELSE 0 END), 0)  AS scheduled,
       COALESCE(SUM(CASE WHEN s.state = 'ENQUEUED' THEN s.n ELSE 0 END), 0)   AS enqueued,
       COALESCE(SUM(CASE WHEN s.state = 'PROCESSING' THEN s.n ELSE 0 END), 0) AS processing,
       COALESCE(SUM(CASE WHEN s.state = 'PROCESSED' THEN s.n ELSE 0 END), 0)  AS processed,
       COALESCE(SUM(CASE WHEN s.state = 'FAILED' THEN s.n ELSE 0 END), 0)     AS failed,
       COALESCE(SUM(CASE WHEN s.state = 'SUCCEEDED' THEN s.n ELSE 0 END), 0)  AS succeeded,
       COALESCE((SELECT CAST(CAST(m."VALUE" AS char(10)) AS decimal(10, 0))
                   FROM system_jobrunr_metadata m
                  WHERE m.id = 'succeeded-jobs-counter-cluster'), 0)          AS allTimeSucceeded,
       COALESCE(SUM(CASE WHEN s.state = 'DELETED' THEN s.n ELSE 0 END), 0)    AS deleted,
       (SELECT COUNT(*) FROM system_jobrunr_backgroundjobservers) AS nbrOfBackgroundJobServers,
       (SELECT COUNT(*) FROM system_jobrunr_recurring_jobs)       AS nbrOfRecurringJobs
  FROM (SELECT state, COUNT(*) AS n FROM system_jobrunr_jobs GROUP BY state) s;
