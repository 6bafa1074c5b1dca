package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.ClockTriggerStore;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleStatus;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.schedule.clock.ScheduleClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds schedules whose time has passed though nothing fired, and triggers of Quartz that are
 * stuck, and puts them right. Everything is logged and counted. Used by one thread, except for the
 * count.
 */
final class Watchdog {
  /** Quartz looks every 5 seconds; whatever is later than this was forgotten. */
  static final Duration OVERDUE = Duration.ofSeconds(10);

  /** A trigger that was taken fires at once, unless its node is lost. */
  static final Duration STUCK = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final int AT_ONCE = 200;

  /** Looks in a row that found schedules overdue: Quartz has stopped. */
  private static final int RESTART_AFTER = 3;

  private final ScheduleStore schedules;
  private final ClockTriggerStore triggers;
  private final Firings firings;
  private final ScheduleClock quartz;
  private final ClockSetting clockSetting;
  private final Clock clock;
  private final Clock machine;
  private final AtomicLong repairs = new AtomicLong();
  private boolean looked;
  private int overdueLooks;

  /**
   * A watchdog.
   *
   * @param clock the time that all nodes agree on
   * @param machine the time that Quartz goes by
   */
  Watchdog(
      ScheduleStore schedules,
      ClockTriggerStore triggers,
      Firings firings,
      ScheduleClock quartz,
      ClockSetting clockSetting,
      Clock clock,
      Clock machine) {
    this.schedules = schedules;
    this.triggers = triggers;
    this.firings = firings;
    this.quartz = quartz;
    this.clockSetting = clockSetting;
    this.clock = clock;
    this.machine = machine;
  }

  /** Repairs since the start of this process. */
  long repairs() {
    return repairs.get();
  }

  /** Looks once. */
  void look() {
    fireOverdue();
    repairTriggers();
    looked = true;
  }

  private void fireOverdue() {
    List<UUID> overdue = schedules.dueBefore(clock.instant().minus(OVERDUE), AT_ONCE);
    int fired = 0;
    for (UUID id : overdue) {
      fired += firings.fire(id) > 0 ? 1 : 0;
    }
    // at the first look nobody was there to fire: that is what catch-up is for
    if (fired == 0 || !looked) {
      overdueLooks = 0;
      return;
    }
    repairs.addAndGet(fired);
    overdueLooks++;
    LOG.warn("{} schedules were due and had not fired; they have now", fired);
    if (overdueLooks >= RESTART_AFTER) {
      LOG.error("the clock of schedules has stopped; it is started again");
      overdueLooks = 0;
      quartz.stop();
      quartz.ensureRunning();
    }
  }

  private void repairTriggers() {
    Map<String, String> stuck = new LinkedHashMap<>();
    List<ClockTriggerStore.Trigger> found = new ArrayList<>();
    found.addAll(triggers.stuck(ScheduleClock.NAME, machine.instant().minus(STUCK), AT_ONCE));
    found.addAll(triggers.inError(ScheduleClock.NAME, AT_ONCE));
    found.forEach(trigger -> stuck.put(trigger.name(), trigger.state()));
    stuck.forEach(this::repair);
  }

  private void repair(String name, String state) {
    UUID id = UUID.fromString(name);
    Optional<Schedule> active = schedules.find(id).filter(s -> s.status() == ScheduleStatus.ACTIVE);
    clockSetting.set(id, active.map(Schedule::nextDue).orElse(null));
    repairs.incrementAndGet();
    LOG.warn(
        "the trigger of schedule {} was stuck in {}; it is {}",
        active.map(Schedule::name).orElse(name),
        state,
        active.isPresent() ? "set anew" : "removed");
  }
}
