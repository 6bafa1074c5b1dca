package dev.aischeduler.web.api.http;

import dev.aischeduler.web.api.http.BodyException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jetty.io.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body too large for memory: written to a file while it comes, read from it by the handler. The
 * file has no name where the system allows that, so that it is gone with the process. For one
 * thread at a time.
 */
final class SpoolFile {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);
  private static final int BLOCK = 64 << 10;

  private final FileChannel file;
  private long read;

  /**
   * An empty file.
   *
   * @throws BodyException when there is no room for it
   */
  SpoolFile() {
    try {
      Path path = Files.createTempFile("ai_scheduler", ".body");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      unlink(path);
    } catch (IOException e) {
      throw full(e);
    }
  }

  /** Without a name it is gone with the process, however that ends; not every system can do it. */
  private static void unlink(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("{} is deleted when it is closed: {}", path, e.toString());
    }
  }

  /**
   * Appends bytes.
   *
   * @throws BodyException when there is no room for them
   */
  void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw full(e);
    }
  }

  /** The next part of what was written; a failure or the last one at the end. */
  Content.Chunk next() {
    try {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      int got = file.read(block, read);
      while (got > 0 && block.hasRemaining()) {
        got = file.read(block, read + block.position());
      }
      read += block.position();
      block.flip();
      return Content.Chunk.from(block, read >= file.size());
    } catch (IOException e) {
      return Content.Chunk.from(e, true);
    }
  }

  /** Frees the room. */
  void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new IllegalStateException("a spooled body could not be closed", e);
    }
  }

  private static BodyException full(IOException e) {
    return new BodyException(Reason.NO_DISK, "the body cannot be kept on disk: " + e.getMessage());
  }
}
