-- The job row is the only truth about a unit of work; JobRunr's own row mirrors it.
CREATE TABLE job (
  id               uuid PRIMARY KEY,
  type             varchar(16)  NOT NULL,
  lane             varchar(16)  NOT NULL,
  resource         varchar(32)  NOT NULL,
  priority         smallint     NOT NULL,
  sort_key         bigint       NOT NULL,
  status           varchar(16)  NOT NULL,
  progress         double precision NOT NULL,
  progress_note    varchar(200),
  attempt          integer      NOT NULL,
  max_attempts     integer      NOT NULL,
  fencing_token    bigint       NOT NULL,
  request          varchar      NOT NULL,
  result           varchar,
  error_type       varchar(64),
  error_message    varchar(4000),
  idempotency_key  varchar(255),
  tenant           varchar(64)  NOT NULL,
  tags             varchar(2000) NOT NULL,
  node             varchar(255),
  created_at       timestamp(6) with time zone NOT NULL,
  run_at           timestamp(6) with time zone,
  started_at       timestamp(6) with time zone,
  finished_at      timestamp(6) with time zone,
  timeout_s        integer      NOT NULL
);

-- claim: the first rows of one lane in sort_key order
CREATE INDEX job_claim_idx ON job (lane, status, sort_key);
-- timer: the next scheduled rows
CREATE INDEX job_due_idx ON job (status, run_at);
-- listing by status, newest first; recovery of running rows
CREATE INDEX job_status_idx ON job (status, id);
-- retention and recent durations
CREATE INDEX job_finished_idx ON job (lane, finished_at);
CREATE UNIQUE INDEX job_idempotency_idx ON job (tenant, idempotency_key);

-- Append-only history of state changes.
CREATE TABLE job_event (
  seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job_id  uuid NOT NULL,
  at      timestamp(6) with time zone NOT NULL,
  kind    varchar(16) NOT NULL,
  data    varchar(8000) NOT NULL
);
CREATE INDEX job_event_job_idx ON job_event (job_id, seq);

CREATE TABLE artifact (
  job_id      uuid NOT NULL,
  name        varchar(128) NOT NULL,
  media_type  varchar(100) NOT NULL,
  size_bytes  bigint NOT NULL,
  sha256      char(64) NOT NULL,
  created_at  timestamp(6) with time zone NOT NULL,
  PRIMARY KEY (job_id, name)
);
CREATE INDEX artifact_sha256_idx ON artifact (sha256);
CREATE INDEX artifact_created_idx ON artifact (created_at);

-- Content of artifacts where artifacts.store is "database".
CREATE TABLE artifact_content (
  sha256      char(64) PRIMARY KEY,
  content     blob NOT NULL,
  created_at  timestamp(6) with time zone NOT NULL
);

CREATE TABLE lane (
  name        varchar(16) PRIMARY KEY,
  paused      boolean NOT NULL,
  updated_at  timestamp(6) with time zone NOT NULL
);

CREATE TABLE node (
  name          varchar(255) PRIMARY KEY,
  labels        varchar(255) NOT NULL,
  version       varchar(64) NOT NULL,
  started_at    timestamp(6) with time zone NOT NULL,
  heartbeat_at  timestamp(6) with time zone NOT NULL
);
