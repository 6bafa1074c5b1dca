package dev.aischeduler.engine.schedule.time;

import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When something happens again and again. Immutable. */
public sealed interface TimePattern permits Cron, Interval {
  /** Longest text of a pattern. */
  int MAX_CHARS = 200;

  /** The field of a definition that holds it. */
  String FIELD = "when";

  /**
   * Reads a cron expression of five fields (minute hour day month weekday) or of six or seven as
   * Quartz has them (second first, year last), one of {@code @hourly @daily @weekly @monthly
   * @yearly}, or an interval such as {@code every 15m} or {@code PT15M}.
   *
   * @throws InvalidRequestException names the field {@code when} and says what is wrong
   */
  static TimePattern parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > MAX_CHARS) {
      throw new InvalidRequestException(
          FIELD,
          "must be a cron expression such as '0 2 * * *' or an interval such as 'every 15m', of at"
              + " most "
              + MAX_CHARS
              + " characters");
    }
    return Interval.isInterval(trimmed) ? Interval.of(trimmed) : Cron.of(trimmed);
  }

  /** As it was written, with single spaces. */
  String text();

  /**
   * The first time after another one; empty when there is none.
   *
   * @param zone in whose local time cron expressions are meant
   * @param anchor an interval is counted from here
   */
  Optional<Instant> next(Instant after, ZoneId zone, Instant anchor);

  /** What it means, for people. */
  Description description();
}
