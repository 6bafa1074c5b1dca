-- What links to artifacts are signed with. The newest version counts: making another ends all links.
CREATE TABLE link_key (
  version     integer       PRIMARY KEY,
  secret      varchar(64)   NOT NULL,
  created_at  timestamp(6) with time zone NOT NULL
);
