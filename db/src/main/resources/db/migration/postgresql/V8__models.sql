-- What each node knows of its models, so that the next load is admitted on it. Sizes in bytes;
-- measured: footprint_bytes is what the load took, else it was estimated from the weights;
-- pinned is null while nobody has said.
CREATE TABLE model_stat (
  node             varchar(128) NOT NULL,
  device           varchar(64) NOT NULL,
  model            varchar(64) NOT NULL,
  type             varchar(16) NOT NULL,
  weights_bytes    bigint NOT NULL,
  footprint_bytes  bigint NOT NULL,
  measured         boolean NOT NULL,
  pinned           boolean,
  load_ms          bigint NOT NULL,
  loads            integer NOT NULL,
  evictions        integer NOT NULL,
  failures         integer NOT NULL,
  last_used_at     timestamp(6) with time zone,
  updated_at       timestamp(6) with time zone NOT NULL,
  PRIMARY KEY (node, device, model)
);
