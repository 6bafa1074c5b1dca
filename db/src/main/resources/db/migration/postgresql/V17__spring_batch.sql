-- Spring Batch's stock tables of its version 6.0.6, the same on both databases, and the indexes that its
-- own lookups by parent need. Written by Spring Batch alone.
CREATE TABLE batch_job_instance (
  job_instance_id  bigint       NOT NULL PRIMARY KEY,
  version          bigint,
  job_name         varchar(100) NOT NULL,
  job_key          varchar(32)  NOT NULL
);
CREATE UNIQUE INDEX job_inst_un ON batch_job_instance (job_name, job_key);

CREATE TABLE batch_job_execution (
  job_execution_id  bigint       NOT NULL PRIMARY KEY,
  version           bigint,
  job_instance_id   bigint       NOT NULL,
  create_time       timestamp(6) NOT NULL,
  start_time        timestamp(6),
  end_time          timestamp(6),
  status            varchar(10),
  exit_code         varchar(2500),
  exit_message      varchar(2500),
  last_updated      timestamp(6)
);
CREATE INDEX batch_job_execution_instance_idx ON batch_job_execution (job_instance_id);
ALTER TABLE batch_job_execution ADD CONSTRAINT job_inst_exec_fk
  FOREIGN KEY (job_instance_id) REFERENCES batch_job_instance (job_instance_id);

CREATE TABLE batch_job_execution_params (
  job_execution_id  bigint       NOT NULL,
  parameter_name    varchar(100) NOT NULL,
  parameter_type    varchar(100) NOT NULL,
  parameter_value   varchar(2500),
  identifying       char(1)      NOT NULL
);
CREATE INDEX batch_job_execution_params_idx ON batch_job_execution_params (job_execution_id);
ALTER TABLE batch_job_execution_params ADD CONSTRAINT job_exec_params_fk
  FOREIGN KEY (job_execution_id) REFERENCES batch_job_execution (job_execution_id);

CREATE TABLE batch_step_execution (
  step_execution_id   bigint       NOT NULL PRIMARY KEY,
  version             bigint       NOT NULL,
  step_name           varchar(100) NOT NULL,
  job_execution_id    bigint       NOT NULL,
  create_time         timestamp(6) NOT NULL,
  start_time          timestamp(6),
  end_time            timestamp(6),
  status              varchar(10),
  commit_count        bigint,
  read_count          bigint,
  filter_count        bigint,
  write_count         bigint,
  read_skip_count     bigint,
  write_skip_count    bigint,
  process_skip_count  bigint,
  rollback_count      bigint,
  exit_code           varchar(2500),
  exit_message        varchar(2500),
  last_updated        timestamp(6)
);
CREATE INDEX batch_step_execution_job_idx ON batch_step_execution (job_execution_id);
ALTER TABLE batch_step_execution ADD CONSTRAINT job_exec_step_fk
  FOREIGN KEY (job_execution_id) REFERENCES batch_job_execution (job_execution_id);

CREATE TABLE batch_step_execution_context (
  step_execution_id   bigint        NOT NULL PRIMARY KEY,
  short_context       varchar(2500) NOT NULL,
  serialized_context  text
);
ALTER TABLE batch_step_execution_context ADD CONSTRAINT step_exec_ctx_fk
  FOREIGN KEY (step_execution_id) REFERENCES batch_step_execution (step_execution_id);

CREATE TABLE batch_job_execution_context (
  job_execution_id    bigint        NOT NULL PRIMARY KEY,
  short_context       varchar(2500) NOT NULL,
  serialized_context  text
);
ALTER TABLE batch_job_execution_context ADD CONSTRAINT job_exec_ctx_fk
  FOREIGN KEY (job_execution_id) REFERENCES batch_job_execution (job_execution_id);

CREATE SEQUENCE batch_step_execution_seq;
CREATE SEQUENCE batch_job_execution_seq;
CREATE SEQUENCE batch_job_instance_seq;
