package dev.aischeduler.web.api.view;

import dev.aischeduler.db.artifact.Artifact;

/**
 * A file that a job produced.
 *
 * @param name file name, unique within the job
 * @param mediaType for example {@code audio/wav}
 * @param size bytes
 * @param sha256 hex digest of the content; also its ETag
 * @param url path to download it from this server
 */
public record ArtifactView(String name, String mediaType, long size, String sha256, String url) {

  /** The view of a stored artifact. */
  public static ArtifactView of(Artifact artifact) {
    return new ArtifactView(
        artifact.name(),
        artifact.mediaType(),
        artifact.size(),
        artifact.sha256(),
        "/api/v1/task/" + artifact.jobId() + "/artifacts/" + artifact.name());
  }
}
