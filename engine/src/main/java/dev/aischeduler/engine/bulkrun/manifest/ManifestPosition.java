package dev.aischeduler.engine.bulkrun.manifest;

/**
 * A place between two rows of a stored manifest.
 *
 * @param part 0..
 * @param offset bytes from the start of the part
 * @param line number of the next line, 1..
 * @param row number of the last row before it; 0 at the start
 */
public record ManifestPosition(int part, long offset, long line, int row) {
  /** Before the first row. */
  public static ManifestPosition start(ManifestInfo manifest) {
    return new ManifestPosition(0, 0, manifest.firstLine(), 0);
  }
}
