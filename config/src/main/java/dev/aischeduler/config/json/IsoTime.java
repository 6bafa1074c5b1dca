package dev.aischeduler.config.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * The one form of a time that callers may send: ISO-8601 with an offset. Anything else, such as
 * {@code 20261231} or a count of seconds, could be meant in more than one way and is refused.
 */
public final class IsoTime {
  /** What a time looks like, to follow "must be". */
  public static final String EXPECTED =
      "a time with its offset such as \"2026-01-31T08:00:00Z\" or \"2026-01-31T16:00:00+08:00\","
          + " from 1970 to 9998";

  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private IsoTime() {}

  /**
   * The instant that a text names, within the years that every database knows.
   *
   * @throws DateTimeException for any other text
   */
  public static Instant parse(String text) {
    Instant time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(END)) {
      throw new DateTimeException("'" + text + "' is out of range");
    }
    return time;
  }
}
