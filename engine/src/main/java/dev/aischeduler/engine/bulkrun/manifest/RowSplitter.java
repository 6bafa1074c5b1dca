package dev.aischeduler.engine.bulkrun.manifest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the rows of a manifest apart, by bytes, so that the position behind each is known. A line
 * end within the quotes of a CSV field belongs to the row. Blank lines are no rows. Holds one row.
 * For one thread.
 */
final class RowSplitter {
  /** Longest row; a longer one is passed over and rejected. */
  static final int MAX_ROW_BYTES = 1 << 20;

  private static final int BUFFER = 64 << 10;
  private static final int NO_DELIMITER = -1;

  /** Where in a CSV row the last byte stands. */
  private enum Place {
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private final InputStream in;
  private final int delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;
  private long position;
  private long line;
  private Place place = Place.FIELD_START;

  /**
   * Splits a stream.
   *
   * @param layout of a CSV manifest; null for JSONL
   * @param line number of the first line, 1..
   */
  RowSplitter(InputStream in, @Nullable CsvLayout layout, long line) {
    this.in = in;
    this.delimiter = layout == null ? NO_DELIMITER : layout.delimiter();
    this.line = line;
  }

  /** Bytes up to the end of the last row, its line end among them. */
  long position() {
    return position;
  }

  /** Number of the line behind the last row. */
  long line() {
    return line;
  }

  /**
   * The next row, or null at the end.
   *
   * @throws ManifestException when a quote of a CSV manifest is never closed
   */
  @Nullable RawRow next() throws IOException {
    while (true) {
      long start = line;
      ByteArrayOutputStream row = new ByteArrayOutputStream(256);
      boolean tooLong = false;
      int last = read();
      if (last < 0) {
        return null;
      }
      place = Place.FIELD_START;
      while (last >= 0 && !endsRow(last)) {
        if (row.size() <= MAX_ROW_BYTES) {
          row.write(last);
        }
        if (row.size() > MAX_ROW_BYTES) {
          tooLong = true;
          refuseOpenQuote(start);
        }
        last = read();
      }
      if (last < 0) {
        refuseOpenQuote(start);
      } else {
        line++;
      }
      byte[] bytes = trimmed(row);
      if (!isBlank(bytes)) {
        return new RawRow(start, bytes, tooLong);
      }
    }
  }

  /** A quote that is open at the end would make one row of all the rest. */
  private void refuseOpenQuote(long start) {
    if (place == Place.QUOTED) {
      throw new ManifestException(
          start,
          "a quote is opened in this row and not closed; close it, or write \"\" for a quote"
              + " within quotes");
    }
  }

  private boolean endsRow(int read) {
    if (delimiter == NO_DELIMITER) {
      return read == '\n';
    }
    if (place == Place.QUOTED) {
      if (read == '"') {
        place = Place.QUOTE_IN_QUOTED;
      } else if (read == '\n') {
        line++;
      }
      return false;
    }
    if (read == '\n') {
      return true;
    }
    if (read == delimiter) {
      place = Place.FIELD_START;
    } else if (read == '"' && place != Place.PLAIN) {
      place = Place.QUOTED;
    } else {
      place = Place.PLAIN;
    }
    return false;
  }

  private int read() throws IOException {
    if (next == end) {
      end = in.read(buffer, 0, BUFFER);
      next = 0;
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    position++;
    return buffer[next++] & 0xFF;
  }

  private static byte[] trimmed(ByteArrayOutputStream row) {
    byte[] bytes = row.toByteArray();
    boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return carriageReturn ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte one : bytes) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }
}
