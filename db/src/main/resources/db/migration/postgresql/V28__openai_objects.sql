-- What the API in OpenAI's shape keeps beside jobs and runs: uploaded files, what a response or completion
-- was asked with, the input of a batch. Of a job or run: its id, and gone when that is gone.
CREATE TABLE openai_object (
  id          uuid          PRIMARY KEY,
  kind        varchar(16)   NOT NULL,
  tenant      varchar(64)   NOT NULL,
  created_at  timestamp(6) with time zone NOT NULL,
  document    text          NOT NULL
);
-- lists of one tenant and of all, newest first; retention, which reads a kind in the order of creation
CREATE INDEX openai_object_tenant_idx ON openai_object (kind, tenant, id);
CREATE INDEX openai_object_kind_idx ON openai_object (kind, id);
