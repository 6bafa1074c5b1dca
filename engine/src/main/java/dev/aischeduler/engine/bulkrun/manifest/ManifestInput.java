package dev.aischeduler.engine.bulkrun.manifest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The unpacked bytes of a manifest as it comes, without a byte order mark and, behind {@link
 * #layout}, without the header of CSV. For one thread.
 */
final class ManifestInput extends InputStream {
  private static final int PEEK = 4;
  private static final int MAX_HEADER_BYTES = 64 << 10;

  private final BufferedInputStream in;
  private final long maxBytes;
  private long taken;
  private long line = 1;

  private ManifestInput(InputStream in, long maxBytes) {
    this.in = new BufferedInputStream(in, 64 << 10);
    this.maxBytes = maxBytes;
  }

  /**
   * Opens a stream.
   *
   * @throws ManifestException for bytes that are no UTF-8 text
   */
  static ManifestInput open(InputStream raw, long maxBytes) throws IOException {
    BufferedInputStream peeked = new BufferedInputStream(raw, 64 << 10);
    byte[] start = peek(peeked);
    boolean packed = start.length >= 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
    ManifestInput input;
    try {
      input = new ManifestInput(packed ? new GZIPInputStream(peeked) : peeked, maxBytes);
      input.skipMark();
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
    return input;
  }

  private static byte[] peek(BufferedInputStream in) throws IOException {
    in.mark(PEEK);
    byte[] start = in.readNBytes(PEEK);
    in.reset();
    return start;
  }

  private void skipMark() throws IOException {
    byte[] start = peek(in);
    int first = start.length > 0 ? start[0] & 0xFF : -1;
    int second = start.length > 1 ? start[1] & 0xFF : -1;
    if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)) {
      throw new ManifestException(0, "the manifest is UTF-16; save it as UTF-8");
    }
    if (first == 0x50 && second == 0x4B) {
      throw new ManifestException(
          0, "the manifest is a zip file or a spreadsheet; save it as CSV or JSONL, or as gzip");
    }
    if (first == 0xEF && second == 0xBB && start.length > 2 && (start[2] & 0xFF) == 0xBF) {
      in.skipNBytes(3);
    }
  }

  /** Number of the line that comes next. */
  long line() {
    return line;
  }

  /**
   * Tells the format by the first sign: an object begins JSONL, anything else the header of CSV,
   * which is read then.
   *
   * @return the header's; null for JSONL
   * @throws ManifestException names what is wrong with the header
   */
  @Nullable CsvLayout layout(Set<String> columns) throws IOException {
    int first = peekSign();
    if (first == '{') {
      return null;
    }
    if (first < 0) {
      throw new ManifestException(0, "the manifest is empty");
    }
    if (first == '[') {
      throw new ManifestException(
          line, "the manifest is a JSON list; write each object on a line of its own, without [ ]");
    }
    long headerLine = line;
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    int one = read();
    boolean quoted = false;
    while (one >= 0 && (quoted || one != '\n')) {
      quoted ^= one == '"';
      line += one == '\n' ? 1 : 0;
      header.write(one);
      if (header.size() > MAX_HEADER_BYTES) {
        throw new ManifestException(
            headerLine,
            "the header is longer than 64 KiB; the first line of CSV names the columns");
      }
      one = read();
    }
    line++;
    String text = RowText.decoded(header.toByteArray());
    if (text == null) {
      throw new ManifestException(
          headerLine, "the header is not UTF-8; save the manifest as UTF-8");
    }
    return CsvLayout.ofHeader(text.strip(), headerLine, columns);
  }

  /** Passes over blank lines; the sign behind them stays. */
  private int peekSign() throws IOException {
    while (true) {
      in.mark(1);
      int one = read();
      if (one != ' ' && one != '\r' && one != '\n' && one != '\t') {
        if (one >= 0) {
          in.reset();
          taken--;
        }
        return one;
      }
      line += one == '\n' ? 1 : 0;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(target, offset, length);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
    taken += Math.max(0, read);
    if (taken > maxBytes) {
      throw new ManifestException(
          0,
          "the manifest holds more than "
              + maxBytes
              + " bytes; split it, or raise bulk.max_manifest_bytes");
    }
    return read;
  }

  private static ManifestException damaged(IOException e) {
    return new ManifestException(
        0, "the manifest is damaged gzip (" + e.getMessage() + "); pack it again");
  }
}
