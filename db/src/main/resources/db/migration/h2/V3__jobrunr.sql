-- JobRunr's tables as its version 8.7.0 knows them, with the indexes that our use of it needs: a row
-- stands here while its job is open (scheduled, queued, running) and goes when the job ends.
-- Rows of open jobs that an earlier version stored are made again by the reconciler at start.
DROP VIEW IF EXISTS jobrunr_jobs_stats;
DROP TABLE IF EXISTS jobrunr_jobs;
DROP TABLE IF EXISTS jobrunr_recurring_jobs;
DROP TABLE IF EXISTS jobrunr_backgroundjobservers;
DROP TABLE IF EXISTS jobrunr_metadata;
DROP TABLE IF EXISTS jobrunr_job_counters;
DROP TABLE IF EXISTS jobrunr_migrations;

CREATE TABLE jobrunr_jobs (
  id              char(36) PRIMARY KEY,
  version         integer      NOT NULL,
  jobAsJson       varchar(100000) NOT NULL,
  jobSignature    varchar(512) NOT NULL,
  state           varchar(36)  NOT NULL,
  createdAt       timestamp    NOT NULL,
  updatedAt       timestamp    NOT NULL,
  scheduledAt     timestamp,
  recurringJobId  varchar(128)
);
-- the hunt for orphans
CREATE INDEX jobrunr_jobs_processing_idx ON jobrunr_jobs (state, updatedAt);

CREATE TABLE jobrunr_recurring_jobs (
  id         char(128) PRIMARY KEY,
  version    integer NOT NULL,
  jobAsJson  text    NOT NULL,
  createdAt  bigint  NOT NULL
);

CREATE TABLE jobrunr_backgroundjobservers (
  id                          char(36) PRIMARY KEY,
  workerPoolSize              integer       NOT NULL,
  pollIntervalInSeconds       integer       NOT NULL,
  firstHeartbeat              timestamp(6)  NOT NULL,
  lastHeartbeat               timestamp(6)  NOT NULL,
  running                     integer       NOT NULL,
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

CREATE TABLE jobrunr_metadata (
  id         varchar(156) PRIMARY KEY,
  name       varchar(92) NOT NULL,
  owner      varchar(64) NOT NULL,
  "VALUE"    text        NOT NULL,
  createdAt  timestamp   NOT NULL,
  updatedAt  timestamp   NOT NULL
);

-- One index serves the history: by job, in order.
ALTER TABLE job_event DROP PRIMARY KEY;
DROP INDEX job_event_job_idx;
ALTER TABLE job_event ADD PRIMARY KEY (job_id, seq);

-- H2 stores a sequence with a commit of its own each time its cache is used up.
ALTER TABLE job_event ALTER COLUMN seq SET CACHE 10000;

-- The timer's index holds scheduled jobs alone, so that no other change of state touches it.
DROP INDEX job_due_idx;
ALTER TABLE job ADD COLUMN due_at timestamp(6) with time zone
  GENERATED ALWAYS AS (CASE WHEN status = 'scheduled' THEN run_at END);
CREATE INDEX job_due_idx ON job (due_at);
