package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.FireReason;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.LockedSchedule;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts fire times because a user says so, whatever the clock says. Thread-safe. */
final class ManualStarts {
  /** Most fire times of one backfill. */
  static final int MAX_BACKFILL = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(ManualStarts.class);

  private final ScheduleStore store;
  private final ScheduleRunStore runs;
  private final StoredDefinitions definitions;
  private final Starts starts;
  private final ScheduleLoop loop;
  private final Clock clock;

  ManualStarts(
      ScheduleStore store,
      ScheduleRunStore runs,
      StoredDefinitions definitions,
      Starts starts,
      ScheduleLoop loop,
      Clock clock) {
    this.store = store;
    this.runs = runs;
    this.definitions = definitions;
    this.starts = starts;
    this.loop = loop;
    this.clock = clock;
  }

  /** See {@link Schedules#runNow}; empty when there is no such schedule. */
  Optional<ScheduleRun> runNow(UUID id) {
    Optional<ScheduleRun> decided =
        store.locked(
            id,
            locked -> {
              Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
              while (!locked.decided(Set.of(time)).isEmpty()) {
                time = time.plusMillis(1);
              }
              ScheduleRun run =
                  ScheduleRun.decided(
                          id, time, FireReason.MANUAL, FireState.STARTING, null, clock.instant())
                      .takenBy(starts.node());
              locked.insert(List.of(run));
              return run;
            });
    decided.ifPresent(starts::startTaken);
    loop.lookSoon();
    return decided.flatMap(run -> runs.find(id, run.fireTime()));
  }

  /** See {@link Schedules#backfill}; the range is checked. Empty when there is no such schedule. */
  Optional<List<Instant>> backfill(UUID id, Instant from, Instant to) {
    Optional<List<Instant>> started = store.locked(id, locked -> backfill(locked, from, to));
    loop.lookSoon();
    return started;
  }

  private List<Instant> backfill(LockedSchedule locked, Instant from, Instant to) {
    Schedule schedule = locked.schedule();
    List<Instant> times =
        definitions.of(schedule).timing().next(from.minusNanos(1), MAX_BACKFILL + 1).stream()
            .filter(time -> !time.isAfter(to))
            .toList();
    if (times.size() > MAX_BACKFILL) {
      throw new InvalidRequestException(
          "to",
          "makes more than "
              + MAX_BACKFILL
              + " fire times; the last of the first "
              + MAX_BACKFILL
              + " is "
              + times.get(MAX_BACKFILL - 1));
    }
    Set<Instant> taken = locked.forget(times);
    List<Instant> fresh = times.stream().filter(time -> !taken.contains(time)).toList();
    Instant now = clock.instant();
    locked.insert(
        fresh.stream()
            .map(
                time ->
                    ScheduleRun.decided(
                        schedule.id(), time, FireReason.BACKFILL, FireState.STARTING, null, now))
            .toList());
    LOG.info("schedule {}: {} fire times are backfilled", schedule.name(), fresh.size());
    return fresh;
  }
}
