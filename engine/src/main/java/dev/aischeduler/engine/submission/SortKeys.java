package dev.aischeduler.engine.submission;

import dev.aischeduler.db.queue.JobQueue;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Places in a lane. A job's key is the microsecond from which it may start, less {@code
 * priority.aging_seconds} for each step of priority; the smallest key runs first. All waiting jobs
 * age at the same speed, so the key never changes while a job waits and an index can serve the
 * order. Thread-safe.
 *
 * <p>Invariant: a job of priority p waits at most (9 - p) * aging_seconds longer than strict
 * arrival order would make it wait, an item of a bulk run at most {@code bulk.yield_s} longer than
 * that, so nothing starves.
 */
public final class SortKeys {
  private final Clock clock;
  private final long stepMicros;
  private final long yieldMicros;
  private final AtomicLong last = new AtomicLong();

  /**
   * Keys of this time.
   *
   * @param agingSeconds seconds of waiting that one step of priority is worth
   * @param yieldSeconds seconds of waiting by which items of bulk runs are behind other jobs
   */
  public SortKeys(Clock clock, int agingSeconds, int yieldSeconds) {
    this.clock = clock;
    this.stepMicros = agingSeconds * 1_000_000L;
    this.yieldMicros = yieldSeconds * 1_000_000L;
  }

  /** Now, in whole microseconds, later than every earlier answer while the clock stands still. */
  Instant next() {
    long now = micros(clock.instant());
    long unique =
        last.updateAndGet(before -> now > before || before - now > 1_000_000 ? now : before + 1);
    return Instant.EPOCH.plus(unique, ChronoUnit.MICROS);
  }

  /** Key of a job that may start at this time. */
  long key(Instant startable, int priority) {
    return micros(startable) - priority * stepMicros;
  }

  /**
   * Key of an item of a bulk run that may start at this time. However long it waits, short of the
   * time that it yields, no job that people wait for comes behind it; one whose priority was raised
   * is a job as any other.
   */
  long itemKey(Instant startable, int priority) {
    return key(startable, priority) + (priority <= JobQueue.BACKGROUND_PRIORITY ? yieldMicros : 0);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
