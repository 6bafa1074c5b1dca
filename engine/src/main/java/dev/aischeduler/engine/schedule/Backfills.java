package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.FireReason;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.LockedSchedule;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.schedule.time.Timing;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about fire times of the past that users ask for. Thread-safe. */
final class Backfills {
  private static final Logger LOG = LoggerFactory.getLogger(Backfills.class);
  private static final int CHUNK = 500;

  /** Fire times of a range that are looked at: a lock is held meanwhile. */
  private static final int MAX_LOOKED_AT = 100_000;

  private final ScheduleStore store;
  private final StoredDefinitions definitions;
  private final Starts starts;
  private final ScheduleLoop loop;
  private final Clock clock;

  Backfills(
      ScheduleStore store,
      StoredDefinitions definitions,
      Starts starts,
      ScheduleLoop loop,
      Clock clock) {
    this.store = store;
    this.definitions = definitions;
    this.starts = starts;
    this.loop = loop;
    this.clock = clock;
  }

  /** See {@link Schedules#backfill}; empty when there is no such schedule. */
  Optional<Backfill.Result> backfill(UUID id, Backfill range) {
    if (range.to().isAfter(clock.instant())) {
      throw new InvalidRequestException("to", "must not lie in the future");
    }
    if (range.dryRun()) {
      return store.locked(id, locked -> decided(locked, range, fresh(locked, range)));
    }
    if (range.overlap() == Backfill.Overlap.CANCEL_OTHER) {
      // before the decision: when this node is lost in between, the user asks again
      starts.cancelStarted(id);
    }
    Optional<Backfill.Result> result = store.locked(id, locked -> decide(locked, range));
    loop.lookSoon();
    return result;
  }

  private Backfill.Result decide(LockedSchedule locked, Backfill range) {
    List<Instant> fresh = fresh(locked, range);
    Backfill.Result result = decided(locked, range, fresh);
    locked.forget(fresh);
    if (range.overlap() == Backfill.Overlap.CANCEL_OTHER && !fresh.isEmpty()) {
      cancelUnstarted(locked);
    }
    boolean wait = range.overlap() == Backfill.Overlap.BUFFER;
    boolean free = locked.open().isEmpty();
    List<ScheduleRun> rows = new ArrayList<>();
    for (Instant time : result.fireTimes()) {
      boolean now = !wait || (free && rows.isEmpty());
      rows.add(row(locked, time, now ? FireState.STARTING : FireState.BUFFERED));
    }
    result.skipped().forEach(time -> rows.add(row(locked, time, FireState.SKIPPED)));
    locked.insert(rows);
    LOG.info(
        "schedule {}: {} fire times are backfilled, {} are skipped",
        locked.schedule().name(),
        result.fireTimes().size(),
        result.skipped().size());
    return result;
  }

  private ScheduleRun row(LockedSchedule locked, Instant time, FireState state) {
    String why = state == FireState.SKIPPED ? "by the overlap policy of a backfill" : null;
    return ScheduleRun.decided(
        locked.schedule().id(), time, FireReason.BACKFILL, state, why, clock.instant());
  }

  /** Those whose jobs and runs are not stored yet. */
  private void cancelUnstarted(LockedSchedule locked) {
    for (ScheduleRun run : locked.open()) {
      FireState to = run.state() == FireState.BUFFERED ? FireState.SKIPPED : FireState.CANCELLED;
      locked.change(run.fireTime(), to, "a backfill took its place", clock.instant());
    }
  }

  /** Parts fire times by the overlap policy. */
  private static Backfill.Result decided(
      LockedSchedule locked, Backfill range, List<Instant> fresh) {
    int from = 0;
    int to = fresh.size();
    if (range.overlap() == Backfill.Overlap.SKIP) {
      to = locked.open().isEmpty() ? Math.min(1, to) : 0;
    } else if (range.overlap() == Backfill.Overlap.CANCEL_OTHER) {
      from = Math.max(0, to - 1);
    }
    List<Instant> skipped = new ArrayList<>(fresh.subList(0, from));
    skipped.addAll(fresh.subList(to, fresh.size()));
    return new Backfill.Result(fresh.subList(from, to), skipped);
  }

  /** Fire times of the range that were not started before, the oldest first. */
  private List<Instant> fresh(LockedSchedule locked, Backfill range) {
    Schedule schedule = locked.schedule();
    Timing timing = definitions.of(schedule).timing();
    List<Instant> fresh = new ArrayList<>();
    Instant after = range.from().minusNanos(1);
    for (int seen = 0; seen < MAX_LOOKED_AT; seen += CHUNK) {
      List<Instant> times =
          timing.next(after, CHUNK).stream().filter(time -> !time.isAfter(range.to())).toList();
      Set<Instant> taken = locked.started(times);
      times.stream().filter(time -> !taken.contains(time)).forEach(fresh::add);
      if (fresh.size() > range.limit()) {
        return limited(fresh, range);
      }
      if (times.size() < CHUNK) {
        return fresh;
      }
      after = times.get(times.size() - 1);
    }
    throw new InvalidRequestException(
        "to",
        "makes more than " + MAX_LOOKED_AT + " fire times, most of them started; narrow the range");
  }

  private static List<Instant> limited(List<Instant> fresh, Backfill range) {
    if (!range.cut()) {
      throw new InvalidRequestException(
          "to",
          "makes more than "
              + range.limit()
              + " fire times; the last of the first "
              + range.limit()
              + " is "
              + fresh.get(range.limit() - 1)
              + "; give a limit to start the first ones");
    }
    return List.copyOf(fresh.subList(0, range.limit()));
  }
}
