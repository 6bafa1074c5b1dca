package dev.aischeduler.web.api.compression;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;

/**
 * The bytes of a stream in gzip (RFC 1952), made as they are read: it holds some hundred KiB
 * however long the stream is. {@link java.util.zip} can only write this format, or read it back.
 * For one thread; closing it closes the stream.
 */
final class GzipInputStream extends InputStream {
  /** Magic, deflate, no flags, no time, fastest, unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

  private static final int BLOCK_BYTES = 16 << 10;
  private static final int TRAILER_BYTES = 8;

  private final InputStream source;
  private final Runnable released;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final CRC32 checksum = new CRC32();
  private final Iterator<Supplier<InputStream>> rest;
  private InputStream part = new ByteArrayInputStream(HEADER);
  private boolean closed;

  /**
   * The bytes of a stream in gzip.
   *
   * @param released called once, when this is closed
   */
  GzipInputStream(InputStream source, Runnable released) {
    this.source = source;
    this.released = released;
    List<Supplier<InputStream>> parts =
        List.of(
            () ->
                new DeflaterInputStream(
                    new CheckedInputStream(source, checksum), deflater, BLOCK_BYTES),
            () -> new ByteArrayInputStream(trailer()));
    this.rest = parts.iterator();
  }

  /** Known when everything before has been read. */
  private byte[] trailer() {
    return ByteBuffer.allocate(TRAILER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) checksum.getValue())
        .putInt((int) deflater.getBytesRead())
        .array();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = part.read(buffer, offset, length);
    while (read < 0 && rest.hasNext()) {
      part = rest.next().get();
      read = part.read(buffer, offset, length);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    deflater.end();
    released.run();
    source.close();
  }
}
