-- Who may call. Of a key only the SHA-256 of its secret is kept (as hexadecimal digits); the prefix is its beginning, for people.
CREATE TABLE api_key (
  id                   uuid          PRIMARY KEY,
  name                 varchar(100)  NOT NULL,
  hash                 varchar(64)   NOT NULL,
  prefix               varchar(16)   NOT NULL,
  old_hash             varchar(64),
  old_until            timestamp(6) with time zone,
  role                 varchar(16)   NOT NULL,
  tenant               varchar(64),
  max_priority         integer,
  requests_per_minute  integer,
  created_at           timestamp(6) with time zone NOT NULL,
  created_by           varchar(100)  NOT NULL,
  expires_at           timestamp(6) with time zone,
  last_used_at         timestamp(6) with time zone,
  revoked_at           timestamp(6) with time zone
);
CREATE UNIQUE INDEX api_key_hash_idx ON api_key (hash);
CREATE INDEX api_key_old_hash_idx ON api_key (old_hash);

-- Who is logged in to the dashboard with a key, whose rights count. Of the cookie only the SHA-256 is kept.
CREATE TABLE login_session (
  hash          varchar(64)   PRIMARY KEY,
  key_id        uuid          NOT NULL,
  created_at    timestamp(6) with time zone NOT NULL,
  seen_at       timestamp(6) with time zone NOT NULL,
  expires_at    timestamp(6) with time zone NOT NULL
);
CREATE INDEX login_session_expires_idx ON login_session (expires_at);

-- Every change that somebody asked for.
CREATE TABLE audit (
  id       uuid          PRIMARY KEY,
  at       timestamp(6) with time zone NOT NULL,
  caller   varchar(100)  NOT NULL,
  key_id   uuid,
  tenant   varchar(64),
  action   varchar(100)  NOT NULL,
  target   varchar(300)  NOT NULL,
  outcome  integer       NOT NULL,
  address  varchar(64)   NOT NULL,
  details  varchar(1000)
);
-- lists by caller, by tenant
CREATE INDEX audit_caller_idx ON audit (caller, id);
CREATE INDEX audit_tenant_idx ON audit (tenant, id);

-- A schedule belongs to the tenant of what it starts; names are unique in a tenant.
ALTER TABLE schedule ADD COLUMN tenant varchar(64) DEFAULT 'default' NOT NULL;
DROP INDEX schedule_name_idx;
CREATE UNIQUE INDEX schedule_name_idx ON schedule (name, tenant);

-- lists of one tenant
CREATE INDEX job_tenant_idx ON job (tenant, id);
CREATE INDEX run_tenant_idx ON run (tenant, kind, id);
