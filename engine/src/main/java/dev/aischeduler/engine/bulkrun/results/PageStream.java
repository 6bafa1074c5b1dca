package dev.aischeduler.engine.bulkrun.results;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Bytes that are made page by page, each when the one before it was read. For one thread. */
final class PageStream extends InputStream {
  private final Pages pages;
  private byte[] page = new byte[0];
  private int next;
  private boolean over;

  /** Makes pages. */
  @FunctionalInterface
  interface Pages {
    /** The next one, which may be empty; null at the end. */
    byte @Nullable [] next() throws IOException;

    /** Frees what the next page would have come from. */
    default void close() throws IOException {}
  }

  PageStream(Pages pages) {
    this.pages = pages;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (next == page.length && !over) {
      byte[] more = pages.next();
      over = more == null;
      page = more == null ? new byte[0] : more;
      next = 0;
    }
    if (next == page.length) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, page.length - next);
    System.arraycopy(page, next, target, offset, count);
    next += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    pages.close();
  }
}
