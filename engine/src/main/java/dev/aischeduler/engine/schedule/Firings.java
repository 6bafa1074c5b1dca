package dev.aischeduler.engine.schedule;

import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.db.schedule.FireReason;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.LockedSchedule;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleStatus;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about the fire times of a schedule whose time has come: one transaction under the lock of
 * its row, so that each is decided once, whoever asks how often. Thread-safe.
 */
final class Firings {
  private static final Logger LOG = LoggerFactory.getLogger(Firings.class);

  private final ScheduleStore schedules;
  private final StoredDefinitions definitions;
  private final Starts starts;
  private final ClockSetting clockSetting;
  private final Clock clock;

  Firings(
      ScheduleStore schedules,
      StoredDefinitions definitions,
      Starts starts,
      ClockSetting clockSetting,
      Clock clock) {
    this.schedules = schedules;
    this.definitions = definitions;
    this.starts = starts;
    this.clockSetting = clockSetting;
    this.clock = clock;
  }

  /** What was decided. */
  private record Decision(@Nullable Instant nextDue, List<ScheduleRun> toStart) {}

  /**
   * Decides about what is due, starts it and sets the clock to the next time.
   *
   * @return how many fire times were decided
   * @throws RuntimeException when the database is away; what was decided is started later
   */
  int fire(UUID id) {
    int[] count = new int[1];
    Optional<Decision> decision =
        schedules.locked(id, locked -> decide(locked, clock.instant(), count));
    if (decision.isEmpty()) {
      clockSetting.remove(id);
      return 0;
    }
    // first the clock: a start may take a while, or fail
    clockSetting.set(id, decision.get().nextDue());
    decision.get().toStart().forEach(starts::startTaken);
    return count[0];
  }

  private Decision decide(LockedSchedule locked, Instant now, int[] count) {
    Schedule schedule = locked.schedule();
    if (schedule.status() != ScheduleStatus.ACTIVE || schedule.nextFire() == null) {
      return new Decision(null, List.of());
    }
    ScheduleDefinition definition;
    try {
      definition = definitions.of(schedule);
    } catch (InvalidRequestException | JsonProblemException e) {
      // stored by a version that knew more; tried for ever it would be late for ever
      LOG.error("schedule {} is paused: {}", schedule.name(), e.getMessage());
      Starts.pause(locked, "its definition cannot be read: " + e.getMessage(), now);
      return new Decision(null, List.of());
    }
    DueTimes due = DueTimes.of(schedule, definition, now);
    List<Instant> all =
        Stream.of(due.onTime(), due.catchUp(), due.missed()).flatMap(List::stream).toList();
    if (all.isEmpty()) {
      return new Decision(schedule.nextDue(), List.of());
    }
    // a backfill may have been quicker
    Set<Instant> known = locked.decided(all);
    locked.insert(
        due.missed().stream()
            .filter(time -> !known.contains(time))
            .map(time -> missed(schedule, definition, time, now))
            .toList());
    List<ScheduleRun> toStart = new ArrayList<>();
    OverlapRule rule = new OverlapRule(locked, definition.overlap(), starts.node(), now);
    decide(rule, due.catchUp(), known, FireReason.CATCH_UP, toStart);
    decide(rule, due.onTime(), known, FireReason.SCHEDULED, toStart);
    count[0] = all.size();
    if (due.missedCount() > 0) {
      LOG.warn(
          "schedule {} missed {} fire times (misfire: {})",
          schedule.name(),
          due.missedCount(),
          definition.misfire());
    }
    return new Decision(advance(locked, definition, due, all, now), toStart);
  }

  private static void decide(
      OverlapRule rule,
      List<Instant> times,
      Set<Instant> known,
      FireReason reason,
      List<ScheduleRun> toStart) {
    for (Instant time : times) {
      if (!known.contains(time)) {
        ScheduleRun row = rule.decide(time, reason);
        if (row.attemptAt() != null) {
          toStart.add(row);
        }
      }
    }
  }

  private static ScheduleRun missed(
      Schedule schedule, ScheduleDefinition definition, Instant time, Instant now) {
    String why =
        time.isBefore(now.minus(definition.catchUp()))
            ? "nobody was there, and the catch-up window is over"
            : "nobody was there (misfire: " + definition.document().path("misfire").asText() + ")";
    return ScheduleRun.decided(
        schedule.id(), time, FireReason.CATCH_UP, FireState.MISSED, why, now);
  }

  private @Nullable Instant advance(
      LockedSchedule locked,
      ScheduleDefinition definition,
      DueTimes due,
      List<Instant> all,
      Instant now) {
    Schedule schedule = locked.schedule();
    Instant last = all.stream().max(Instant::compareTo).orElse(null);
    Instant next = due.next();
    Instant nextDue = next == null ? null : definition.due(schedule.id(), next);
    ScheduleStatus status = next == null ? ScheduleStatus.ENDED : ScheduleStatus.ACTIVE;
    String reason = next == null ? "no fire time is left" : null;
    locked.update(schedule.with(status, reason, next, nextDue, now).fired(last, due.missedCount()));
    return nextDue;
  }
}
