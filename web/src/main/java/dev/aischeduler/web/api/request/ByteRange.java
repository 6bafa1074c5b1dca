package dev.aischeduler.web.api.request;

import dev.aischeduler.web.api.reply.ApiException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file (RFC 9110, one range only).
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, inclusive
 */
public record ByteRange(long first, long last) {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

  /**
   * Reads the header Range; empty when there is none or it is of a kind that may be ignored.
   *
   * @throws ApiException 416 when it lies outside the file
   */
  public static Optional<ByteRange> of(@Nullable String header, long size) {
    Matcher m = SINGLE.matcher(header == null ? "" : header.strip());
    if (!m.matches() || (m.group(1).isEmpty() && m.group(2).isEmpty())) {
      return Optional.empty();
    }
    long first;
    long last = size - 1;
    if (m.group(1).isEmpty()) {
      first = Math.max(0, size - Long.parseLong(m.group(2)));
    } else {
      first = Long.parseLong(m.group(1));
      if (!m.group(2).isEmpty()) {
        last = Math.min(last, Long.parseLong(m.group(2)));
      }
    }
    if (first > last) {
      throw ApiException.of(416, "range-not-satisfiable", "the file has " + size + " bytes")
          .field("Range");
    }
    return Optional.of(new ByteRange(first, last));
  }

  /** Number of bytes. */
  public long length() {
    return last - first + 1;
  }
}
