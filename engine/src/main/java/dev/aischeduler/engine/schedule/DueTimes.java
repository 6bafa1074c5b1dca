package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of a schedule whose time has come, apart by whether they are in time.
 *
 * @param onTime to be started whatever the policy, oldest first
 * @param catchUp missed ones that the policy starts, oldest first
 * @param missed the latest of those that are not started, oldest first
 * @param missedCount how many are not started, those included
 * @param next first fire time whose time has not come; null for none
 */
record DueTimes(
    List<Instant> onTime,
    List<Instant> catchUp,
    List<Instant> missed,
    long missedCount,
    @Nullable Instant next) {
  /**
   * Later than this is missed. The clock and its watchdog are never so late while a node runs and
   * the database answers, not even when another node takes over.
   */
  static final Duration LATE = Duration.ofSeconds(60);

  /**
   * Later than this is missed when the next one is due as well: else a schedule of a few seconds
   * would start in a burst after each restart. The watchdog is never later.
   */
  static final Duration LATE_BEFORE_NEXT = Duration.ofSeconds(15);

  /** Missed ones that get a row each; all are counted. */
  static final int MISSED_ROWS = 100;

  /** Most that one look starts of what was missed. */
  static final int MAX_CATCH_UP = 1000;

  /** Fire times that are counted one by one. */
  private static final int MAX_STEPS = 20_000;

  /** Sorts what is due. */
  static DueTimes of(Schedule schedule, ScheduleDefinition definition, Instant now) {
    List<Instant> onTime = new ArrayList<>();
    Deque<Instant> inWindow = new ArrayDeque<>();
    Deque<Instant> missed = new ArrayDeque<>();
    long missedCount = 0;
    Instant windowStart = now.minus(definition.catchUp());
    Instant at = schedule.nextFire();
    int steps = 0;
    while (at != null && isDue(schedule, definition, at, now)) {
      steps++;
      // a year of seconds is not walked through: what lies before counts as far as it was counted
      Instant from = steps % MAX_STEPS == 0 ? later(at, jump(now, windowStart, at)) : at;
      Instant next = definition.timing().next(from).orElse(null);
      Instant due = definition.due(schedule.id(), at);
      boolean nextIsDue = next != null && isDue(schedule, definition, next, now);
      if (!due.isBefore(now.minus(nextIsDue ? LATE_BEFORE_NEXT : LATE))) {
        onTime.add(at);
      } else if (!due.isBefore(windowStart)) {
        inWindow.add(at);
        if (inWindow.size() > MAX_CATCH_UP) {
          missedCount += keep(missed, inWindow.removeFirst());
        }
      } else {
        missedCount += keep(missed, at);
      }
      at = next;
    }
    List<Instant> catchUp = new ArrayList<>();
    switch (definition.misfire()) {
      case ALL -> catchUp.addAll(inWindow);
      case ONCE -> {
        if (!inWindow.isEmpty()) {
          catchUp.add(inWindow.removeLast());
        }
        missedCount += keepAll(missed, inWindow);
      }
      case SKIP -> missedCount += keepAll(missed, inWindow);
    }
    return new DueTimes(onTime, catchUp, List.copyOf(missed), missedCount, at);
  }

  private static boolean isDue(
      Schedule schedule, ScheduleDefinition definition, Instant fireTime, Instant now) {
    return !definition.due(schedule.id(), fireTime).isAfter(now);
  }

  private static Instant jump(Instant now, Instant windowStart, Instant at) {
    return at.isBefore(windowStart) ? windowStart.minusNanos(1) : now.minus(LATE).minusNanos(1);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static long keepAll(Deque<Instant> missed, Deque<Instant> more) {
    long count = 0;
    for (Instant one : more) {
      count += keep(missed, one);
    }
    return count;
  }

  private static int keep(Deque<Instant> missed, Instant one) {
    missed.add(one);
    if (missed.size() > MISSED_ROWS) {
      missed.removeFirst();
    }
    return 1;
  }
}
