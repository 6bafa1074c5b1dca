package dev.aischeduler.jobs.model.hub.transfer;

import java.io.IOException;
import java.nio.file.Path;

/** The free space of a folder's file system. */
@FunctionalInterface
public interface DiskSpace {

  /** Free bytes for this user. */
  long free(Path folder) throws IOException;

  /**
   * Makes sure that files fit.
   *
   * @throws IOException when they do not; says how much is missing
   */
  default void require(Path folder, long bytes) throws IOException {
    long free = free(folder);
    if (free < bytes) {
      throw new IOException(
          "not enough disk space in "
              + folder.toAbsolutePath()
              + ": "
              + bytes
              + " bytes are needed, "
              + free
              + " are free; free some or set models.path to another disk");
    }
  }
}
