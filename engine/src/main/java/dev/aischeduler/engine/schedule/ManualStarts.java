package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.FireReason;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Starts targets now because a user says so, whatever the clock says. Thread-safe. */
final class ManualStarts {
  private final ScheduleStore store;
  private final ScheduleRunStore runs;
  private final Starts starts;
  private final ScheduleLoop loop;
  private final Clock clock;

  ManualStarts(
      ScheduleStore store, ScheduleRunStore runs, Starts starts, ScheduleLoop loop, Clock clock) {
    this.store = store;
    this.runs = runs;
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
}
