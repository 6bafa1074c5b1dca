package dev.aischeduler.web.api.request;

import dev.aischeduler.web.api.reply.ApiException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a body up to a limit. What goes wrong with them is thrown as the answer it means.
 * Confined to one thread.
 */
final class BodyStream extends InputStream {
  private final InputStream body;
  private final int maxBytes;
  private final String setting;
  private int taken;

  /**
   * The stream of a body.
   *
   * @param setting key that sets the limit, for the remedy
   */
  BodyStream(InputStream body, int maxBytes, String setting) {
    this.body = body;
    this.maxBytes = maxBytes;
    this.setting = setting;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ApiException 413 beyond the limit, 400 or 408 when the body cannot be read
   */
  @Override
  public int read(byte[] target, int offset, int length) {
    int read;
    try {
      // one byte more than allowed tells a body that is too large from one that just fits
      read = body.read(target, offset, (int) Math.min(length, 1L + maxBytes - taken));
    } catch (IOException | RuntimeException e) {
      throw BodyFailure.of(e);
    }
    if (read > 0) {
      taken += read;
    }
    if (taken > maxBytes) {
      throw ApiException.of(413, "body-too-large", "the body is larger than " + maxBytes + " bytes")
          .remedy("send less at a time, or raise " + setting);
    }
    return read;
  }

  /**
   * Reads the rest and forgets it. A client that still sends would not read an answer, and would be
   * told of a broken connection instead.
   *
   * @throws ApiException as {@link #read(byte[], int, int)}
   */
  void drain() {
    byte[] block = new byte[16_384];
    while (read(block, 0, block.length) >= 0) {
      // forgotten
    }
  }
}
