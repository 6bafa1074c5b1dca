package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.engine.schedule.clock.ScheduleClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the clock of schedules. What cannot be set now is noted only: the watchdog finds schedules
 * whose time has passed. Thread-safe.
 */
final class ClockSetting {
  private static final Logger LOG = LoggerFactory.getLogger(ClockSetting.class);
  private final ScheduleClock quartz;
  private final Clock shared;
  private final Clock machine;

  /**
   * A setting.
   *
   * @param shared the time that all nodes agree on
   * @param machine the time that Quartz goes by
   */
  ClockSetting(ScheduleClock quartz, Clock shared, Clock machine) {
    this.quartz = quartz;
    this.shared = shared;
    this.machine = machine;
  }

  /** Has a schedule fire at a time, in the time that all nodes agree on; null for never. */
  void set(UUID schedule, @Nullable Instant due) {
    try {
      if (due == null) {
        quartz.remove(schedule);
      } else {
        Duration ahead = Duration.between(shared.instant(), machine.instant());
        quartz.ensureRunning();
        quartz.set(schedule, due.plus(ahead));
      }
    } catch (DatabaseException e) {
      LOG.debug("schedule {} is found by the watchdog: {}", schedule, e.toString());
    }
  }

  /** Has a schedule fire no more. */
  void remove(UUID schedule) {
    set(schedule, null);
  }
}
