package dev.aischeduler.db.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2 file system that returns from a write only when the data is on the disk (O_DSYNC). With {@code
 * WRITE_DELAY=0} H2 writes each commit before it answers, but leaves it to the operating system to
 * bring it to the disk; together, a commit outlives the loss of power, and chunks reach the disk in
 * the order in which they are written. Commits of several threads share one write.
 *
 * <p>Public, with a constructor, because H2 creates instances itself.
 */
public final class H2DurableFile extends FilePathWrapper {
  static final String PREFIX = "durable:";

  @Override
  public String getScheme() {
    return "durable";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return super.open("rw".equals(mode) ? "rwd" : mode);
  }
}
