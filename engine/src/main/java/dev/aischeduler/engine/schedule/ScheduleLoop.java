package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.schedule.clock.ScheduleClock;
import dev.aischeduler.engine.supervision.Wakeup;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What schedules need besides the clock, every few seconds and whenever a job ends: the ends of
 * what they started are noted, what a lost node was about to start is started, and the watchdog
 * looks. One thread turns it; the other methods are thread-safe.
 */
final class ScheduleLoop {
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** Ends of jobs that come close together are one reason to look. */
  private static final long GATHER_MS = 100;

  /** So many that a turn ends within seconds. */
  private static final int AT_ONCE = 100;

  private final ScheduleStore schedules;
  private final ScheduleRunStore runs;
  private final Starts starts;
  private final ScheduleClock quartz;
  private final Watchdog watchdog;
  private final Clock clock;
  private final Wakeup wakeup = new Wakeup();
  private volatile boolean anyOpen = true;
  private volatile boolean anySchedule;
  private long watchedAt;

  ScheduleLoop(
      ScheduleStore schedules,
      ScheduleRunStore runs,
      Starts starts,
      ScheduleClock quartz,
      Watchdog watchdog,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.starts = starts;
    this.quartz = quartz;
    this.watchdog = watchdog;
    this.clock = clock;
  }

  Wakeup wakeup() {
    return wakeup;
  }

  /** A job or run ended. Cheap where nothing of a schedule is open. */
  void jobsEnded() {
    if (anyOpen || starts.startedAny()) {
      wakeup.signal();
    }
  }

  /** Something is to be started. */
  void lookSoon() {
    anyOpen = true;
    wakeup.signal();
  }

  /** There is a schedule: from now on it is looked after. */
  void scheduleExists() {
    anySchedule = true;
    lookSoon();
  }

  long repairs() {
    return watchdog.repairs();
  }

  /**
   * Looks once.
   *
   * @return milliseconds to wait for a signal before the next look
   */
  long turn() throws InterruptedException {
    Thread.sleep(GATHER_MS);
    anySchedule = anySchedule || schedules.count() > 0;
    if (!anySchedule) {
      anyOpen = false;
      return LOOK.toMillis();
    }
    quartz.ensureRunning();
    boolean more = endAndStart();
    watch();
    starts.forgetStarted();
    anyOpen = runs.anyOpen();
    return more ? 1 : LOOK.toMillis();
  }

  /** Returns whether more is left to do. */
  private boolean endAndStart() {
    List<ScheduleRunStore.Ended> ended = runs.ended(AT_ONCE);
    ended.forEach(starts::ended);
    runs.releasable(AT_ONCE).forEach(starts::release);
    List<ScheduleRun> toStart = runs.toStart(clock.instant().minus(Starts.SILENT), AT_ONCE);
    toStart.forEach(starts::start);
    return ended.size() == AT_ONCE || toStart.size() == AT_ONCE;
  }

  private void watch() {
    long now = System.nanoTime();
    if (watchedAt == 0 || now - watchedAt >= LOOK.toNanos()) {
      watchdog.look();
      watchedAt = now;
    }
  }
}
