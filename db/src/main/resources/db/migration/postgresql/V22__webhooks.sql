-- Where a job or run wants its ends reported, and which of them (words between commas).
ALTER TABLE job ADD COLUMN callback_url varchar(2048);
ALTER TABLE job ADD COLUMN callback_events varchar(100);
ALTER TABLE run ADD COLUMN callback_url varchar(2048);
ALTER TABLE run ADD COLUMN callback_events varchar(100);

-- Deliveries of webhooks, each written in the transaction of the change that it reports. attempt is
-- counted when an attempt is claimed; next_attempt_at of a claimed one is when the claim ends.
CREATE TABLE webhook_delivery (
  id               uuid          PRIMARY KEY,
  tenant           varchar(64)   NOT NULL,
  subject          varchar(16)   NOT NULL,
  subject_id       uuid          NOT NULL,
  event            varchar(16)   NOT NULL,
  url              varchar(2048) NOT NULL,
  state            varchar(16)   NOT NULL,
  attempt          integer       NOT NULL,
  status_code      integer,
  error            varchar(500),
  created_at       timestamp(6) with time zone NOT NULL,
  next_attempt_at  timestamp(6) with time zone,
  finished_at      timestamp(6) with time zone
);
-- those that are due
CREATE INDEX webhook_delivery_due_idx ON webhook_delivery (state, next_attempt_at);
-- lists by state, and retention
CREATE INDEX webhook_delivery_state_idx ON webhook_delivery (state, id);
-- those of one job or run
CREATE INDEX webhook_delivery_subject_idx ON webhook_delivery (subject_id);
