package dev.aischeduler.engine.bulkrun.manifest;

/**
 * A manifest that cannot be read as a whole; the message says where, why and the remedy. A row that
 * is wrong by itself is a {@link Reject} instead.
 */
public final class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A problem at one place.
   *
   * @param line 1..; 0 for the manifest as a whole
   */
  public ManifestException(long line, String message) {
    super(line == 0 ? message : "line " + line + ": " + message);
  }
}
