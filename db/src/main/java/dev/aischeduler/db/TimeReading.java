package dev.aischeduler.db;

import java.time.Duration;
import java.time.Instant;

/**
 * The database's time when the counter of this process showed a value.
 *
 * @param time of the database
 * @param nanos of the counter
 * @param floor no earlier time is told
 */
record TimeReading(Instant time, long nanos, Instant floor) {
  /** A correction backwards by no more than this holds the time instead of setting it back. */
  static final Duration HELD = Duration.ofSeconds(1);

  static TimeReading unknown(long nanos) {
    return new TimeReading(Instant.EPOCH, nanos, Instant.MIN);
  }

  /** The time when the counter shows a value. */
  Instant at(long counter) {
    Instant told = goesTo(counter);
    return told.isBefore(floor) ? floor : told;
  }

  private Instant goesTo(long counter) {
    return time.plusNanos(counter - nanos);
  }

  /**
   * What holds after an answer of the database; this, while it lies within what the answer allows.
   *
   * @param asked counter before the question
   * @param answered counter after the answer
   * @param now counter at this moment
   */
  TimeReading after(Instant answer, long asked, long answered, long now) {
    if (!goesTo(asked).isAfter(answer) && !goesTo(answered).isBefore(answer)) {
      return this;
    }
    long middle = asked + (answered - asked) / 2;
    Instant told = at(now);
    Duration back = Duration.between(answer.plusNanos(now - middle), told);
    boolean hold = !back.isNegative() && back.compareTo(HELD) <= 0;
    return new TimeReading(answer, middle, hold ? told : Instant.MIN);
  }
}
