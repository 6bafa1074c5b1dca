-- What became of each message to a chat bot. request is there only until its job is stored; answer
-- only for messages that no job answers. attempt is counted when the answer is claimed; next_at of
-- a claimed one is when the claim ends. in_doubt: an attempt to send was begun and its end is not
-- known. refused_user_id is set in the one row that tells a person that the bot is not for them.
CREATE TABLE bot_message (
  id               uuid          PRIMARY KEY,
  self_id          bigint        NOT NULL,
  message_id       bigint        NOT NULL,
  user_id          bigint        NOT NULL,
  group_id         bigint,
  refused_user_id  bigint,
  transport        varchar(16)   NOT NULL,
  kind             varchar(16)   NOT NULL,
  language         varchar(8)    NOT NULL,
  state            varchar(16)   NOT NULL,
  job_id           uuid,
  request          text,
  answer           varchar(4000),
  attempt          integer       NOT NULL,
  failures         integer       NOT NULL,
  parts_sent       integer       NOT NULL,
  in_doubt         boolean       NOT NULL,
  node             varchar(255),
  created_at       timestamp(6) with time zone NOT NULL,
  next_at          timestamp(6) with time zone NOT NULL,
  expires_at       timestamp(6) with time zone NOT NULL,
  finished_at      timestamp(6) with time zone
);
-- a message is taken once
CREATE UNIQUE INDEX bot_message_key_idx ON bot_message (self_id, message_id);
-- a person is refused once
CREATE UNIQUE INDEX bot_message_refused_idx ON bot_message (self_id, refused_user_id);
-- those that are due
CREATE INDEX bot_message_due_idx ON bot_message (state, next_at);
-- quotas and conversations of a person
CREATE INDEX bot_message_person_idx ON bot_message (self_id, user_id, created_at);
-- retention
CREATE INDEX bot_message_created_idx ON bot_message (created_at);
