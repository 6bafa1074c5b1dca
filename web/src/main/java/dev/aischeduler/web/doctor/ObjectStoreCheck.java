package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.artifact.S3ContentStore;
import java.util.List;

/**
 * Whether the bucket of the results is there and may be used.
 *
 * @param settings of the object store
 */
record ObjectStoreCheck(Settings.S3 settings) implements Check {
  private static final String SUBJECT = "results";

  @Override
  public List<Finding> look() {
    try {
      S3ContentStore.check(settings);
      return List.of(Finding.ok(SUBJECT, "bucket " + settings.bucket() + " can be used"));
    } catch (ArtifactContentException e) {
      return List.of(
          Finding.problem(
              SUBJECT, e.getMessage(), "start the object store, or correct artifacts.s3.*"));
    }
  }
}
