-- Content of artifacts where artifacts.store is "s3": what lies in the bucket, and when it was last stored. A row is there
-- before its object, and is locked while the object is deleted, so that nothing that is stored again is lost.
CREATE TABLE artifact_object (
  sha256      char(64) PRIMARY KEY,
  stored_at   timestamp(6) with time zone NOT NULL
);
CREATE INDEX artifact_object_stored_idx ON artifact_object (stored_at);
