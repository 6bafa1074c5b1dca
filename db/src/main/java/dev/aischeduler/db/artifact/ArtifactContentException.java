package dev.aischeduler.db.artifact;

import org.jspecify.annotations.Nullable;

/**
 * Content of an artifact cannot be stored, is missing or is damaged. The message says what, where,
 * and what the operator can do.
 */
public final class ArtifactContentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean missing;

  /** A failure found in the content itself, or reported by the file system or database. */
  public ArtifactContentException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.missing = false;
  }

  private ArtifactContentException(String message) {
    super(message);
    this.missing = true;
  }

  /** True when this store has no such content; another node's may. */
  public boolean isMissing() {
    return missing;
  }

  static ArtifactContentException missing(String sha256, String place) {
    return new ArtifactContentException(
        "Artifact content "
            + sha256
            + " is missing in "
            + place
            + "; restore it from a backup or run the job again");
  }
}
