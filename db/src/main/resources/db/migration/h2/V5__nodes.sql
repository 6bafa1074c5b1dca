-- One row for each running process. Its heartbeat is written in the database's time, so that the
-- nodes' own clocks do not matter. No version wrote this table before.
DELETE FROM node;
ALTER TABLE node ADD COLUMN incarnation uuid NOT NULL;
ALTER TABLE node ADD COLUMN host varchar(255) NOT NULL;
ALTER TABLE node ADD COLUMN pid bigint NOT NULL;
ALTER TABLE node ADD COLUMN url varchar(255);
ALTER TABLE node ADD COLUMN slots integer NOT NULL;
ALTER TABLE node ADD COLUMN lanes varchar(255) NOT NULL;
ALTER TABLE node ADD COLUMN draining boolean NOT NULL;
ALTER TABLE node ADD COLUMN lost_at timestamp(6) with time zone;

CREATE VIEW v_nodes AS
SELECT n.name,
       CASE WHEN n.lost_at IS NOT NULL THEN 'lost' WHEN n.draining THEN 'draining' ELSE 'active' END AS state,
       n.labels, n.lanes, n.slots,
       (SELECT count(*) FROM job j WHERE j.status = 'running' AND j.node = n.name) AS running,
       cast(datediff('MILLISECOND', n.heartbeat_at, current_timestamp) / 1000.0 AS numeric(14, 1)) AS heartbeat_age_s,
       n.version, n.host, n.pid, n.url, n.started_at
  FROM node n;
