package dev.aischeduler.web.api.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a stream and no more; fails when the stream is shorter. For one thread. */
public final class PartialInputStream extends FilterInputStream {
  private long left;

  /** The next {@code length} bytes; closing this closes the stream. */
  public PartialInputStream(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = super.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new IOException("the stored content is shorter than recorded");
    }
    left -= read;
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.max(0, Math.min(count, 8192))).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
