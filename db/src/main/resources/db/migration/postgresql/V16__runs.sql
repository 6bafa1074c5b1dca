-- Runs: many jobs that belong together, of one manifest (kind bulk) or one graph of steps (kind workflow).
CREATE TABLE run (
  id           uuid PRIMARY KEY,
  kind         varchar(16)   NOT NULL,
  name         varchar(200)  NOT NULL,
  tenant       varchar(64)   NOT NULL,
  status       varchar(16)   NOT NULL,
  spec         text          NOT NULL,
  state        text,
  note         varchar(500),
  error        varchar(4000),
  total        integer,
  items        integer       NOT NULL,
  rejected     integer       NOT NULL,
  succeeded    integer       NOT NULL,
  failed       integer       NOT NULL,
  cancelled    integer       NOT NULL,
  turn         bigint        NOT NULL,
  turn_open    boolean       NOT NULL,
  turn_wanted  boolean       NOT NULL,
  turn_at      timestamp(6) with time zone,
  turn_after   timestamp(6) with time zone,
  created_at   timestamp(6) with time zone NOT NULL,
  started_at   timestamp(6) with time zone,
  finished_at  timestamp(6) with time zone,
  updated_at   timestamp(6) with time zone NOT NULL
);
-- the open ones, for the loop that drives them; lists, newest first; retention
CREATE INDEX run_status_idx ON run (status, id);
CREATE INDEX run_kind_idx ON run (kind, id);

-- What a run consists of: an item of a manifest, or a job of a step.
CREATE TABLE run_item (
  run_id    uuid          NOT NULL,
  item      integer       NOT NULL,
  label     varchar(255),
  line      integer       NOT NULL,
  state     varchar(16)   NOT NULL,
  job_id    uuid,
  error     varchar(1000),
  PRIMARY KEY (run_id, item)
);
-- items in flight, and lists by state
CREATE INDEX run_item_state_idx ON run_item (run_id, state, item);

-- Jobs of a run stay as long as the run.
ALTER TABLE job ADD COLUMN run_id uuid;

CREATE VIEW v_runs AS
SELECT id, kind, name, tenant, status, total, items, rejected,
       items - rejected - succeeded - failed - cancelled AS in_flight,
       succeeded, failed, cancelled, note, error, created_at, started_at, finished_at
  FROM run;
