package dev.aischeduler.engine.schedule;

import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.db.schedule.FireReason;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.LockedSchedule;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStatus;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts fire times that were decided, and notes how they end. All of it may be done again after a
 * crash, on any node. Thread-safe.
 */
final class Starts {
  /** A node that began to start something and has not said so since is taken for lost. */
  static final Duration SILENT = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(Starts.class);
  private static final Duration SHORTEST_PATIENCE = Duration.ofMinutes(10);
  private static final int CANCELLED_AT_ONCE = 1000;

  private final ScheduleStore schedules;
  private final ScheduleRunStore runs;
  private final StoredDefinitions definitions;
  private final TargetStarter targets;
  private final String node;
  private final Clock clock;
  private volatile boolean startedAny;

  Starts(
      ScheduleStore schedules,
      ScheduleRunStore runs,
      StoredDefinitions definitions,
      TargetStarter targets,
      String node,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.definitions = definitions;
    this.targets = targets;
    this.node = node;
    this.clock = clock;
  }

  /** Name of this node. */
  String node() {
    return node;
  }

  /** Whether anything was started since {@link #forgetStarted}. */
  boolean startedAny() {
    return startedAny;
  }

  void forgetStarted() {
    startedAny = false;
  }

  /**
   * Starts a fire time unless another node does, or did.
   *
   * @throws RuntimeException when the database is away; it is done again later
   */
  void start(ScheduleRun row) {
    Instant now = clock.instant();
    if (runs.take(row, node, now.minus(SILENT), now)) {
      startTaken(row);
    }
  }

  /**
   * Starts a fire time that this node has taken.
   *
   * @throws RuntimeException when the database is away; it is done again later
   */
  void startTaken(ScheduleRun row) {
    Optional<Schedule> schedule = schedules.find(row.scheduleId());
    if (schedule.isEmpty()) {
      return;
    }
    try {
      ScheduleDefinition definition = definitions.of(schedule.get());
      // a backfill has a policy of its own
      if (definition.overlap() == Overlap.CANCEL_OTHER && row.reason() != FireReason.BACKFILL) {
        cancelEarlier(row);
      }
      note(row, definition, targets.start(row.scheduleId(), definition, row.fireTime()));
    } catch (InvalidRequestException e) {
      end(row, FireState.FAILED, e.field() + ": " + e.getMessage());
    } catch (JsonProblemException e) {
      end(row, FireState.FAILED, e.path() + " " + e.getMessage());
    } catch (RuntimeException e) {
      if (Outage.isDatabaseError(e)) {
        throw e;
      }
      later(row, schedule.get(), e);
    }
  }

  private void note(ScheduleRun row, ScheduleDefinition definition, TargetStarter.Started started) {
    Instant now = clock.instant();
    startedAny = true;
    if (runs.started(row, started.job(), started.run(), node, now)) {
      LOG.info(
          "schedule {} started {} {} for {}, {} ms late",
          definition.name(),
          started.job() == null ? "run" : "job",
          Objects.requireNonNullElse(started.job(), started.run()),
          row.fireTime(),
          Duration.between(definition.due(row.scheduleId(), row.fireTime()), now).toMillis());
      return;
    }
    // a later start of the same schedule has cancelled this one meanwhile
    Optional<ScheduleRun> stored = runs.find(row.scheduleId(), row.fireTime());
    if (stored.isPresent() && stored.get().state() == FireState.CANCELLED) {
      targets.cancel(
          new ScheduleRun(
              row.scheduleId(),
              row.fireTime(),
              row.reason(),
              row.state(),
              node,
              started.job(),
              started.run(),
              null,
              row.decidedAt(),
              null,
              null,
              null));
    }
  }

  /** Cancels what has been started and has not ended. */
  void cancelStarted(UUID schedule) {
    runs.history(schedule, EnumSet.of(FireState.STARTED), null, CANCELLED_AT_ONCE)
        .forEach(targets::cancel);
  }

  private void cancelEarlier(ScheduleRun row) {
    runs.history(row.scheduleId(), EnumSet.of(FireState.STARTED), null, CANCELLED_AT_ONCE).stream()
        .filter(other -> !other.decidedAt().isAfter(row.decidedAt()))
        .filter(other -> !other.fireTime().equals(row.fireTime()))
        .forEach(targets::cancel);
  }

  /** The queue is full, a quota is used up, or this node lacks what it takes. */
  private void later(ScheduleRun row, Schedule schedule, RuntimeException e) {
    String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    Duration patience = definitions.of(schedule).catchUp();
    if (patience.compareTo(SHORTEST_PATIENCE) < 0) {
      patience = SHORTEST_PATIENCE;
    }
    if (row.decidedAt().plus(patience).isBefore(clock.instant())) {
      end(row, FireState.FAILED, "not started for " + patience.toMinutes() + " minutes: " + why);
    } else {
      LOG.warn(
          "schedule {} cannot start {} now, which is tried again: {}",
          schedule.name(),
          row.fireTime(),
          why);
      runs.note(row, why);
    }
  }

  private void end(ScheduleRun row, FireState state, String error) {
    ended(new ScheduleRunStore.Ended(row.scheduleId(), row.fireTime(), state, error));
  }

  /** Notes that a fire time is over, and does what follows from it. */
  void ended(ScheduleRunStore.Ended end) {
    Optional<ScheduleRun> next =
        schedules.locked(
            end.scheduleId(),
            locked -> {
              locked.change(end.fireTime(), end.state(), end.error(), clock.instant());
              if (end.state() == FireState.FAILED) {
                failed(locked, end);
              }
              return release(locked);
            });
    next.ifPresent(this::start);
  }

  private void failed(LockedSchedule locked, ScheduleRunStore.Ended end) {
    Schedule schedule = locked.schedule();
    LOG.warn("schedule {}: {} failed: {}", schedule.name(), end.fireTime(), end.error());
    if (schedule.status() == ScheduleStatus.ACTIVE && pausesOnFailure(schedule)) {
      LOG.warn("schedule {} is paused since {} failed", schedule.name(), end.fireTime());
      pause(locked, end.fireTime() + " failed: " + end.error(), clock.instant());
    }
  }

  private boolean pausesOnFailure(Schedule schedule) {
    // nothing of a definition that cannot be read can be started
    return definitions.find(schedule).map(ScheduleDefinition::pauseOnFailure).orElse(true);
  }

  /** Pauses a schedule; what waits for an earlier start is not started. */
  static void pause(LockedSchedule locked, @Nullable String reason, Instant now) {
    locked.update(locked.schedule().with(ScheduleStatus.PAUSED, reason, null, null, now));
    locked.open().stream()
        .filter(run -> run.state() == FireState.BUFFERED)
        .forEach(
            run ->
                locked.change(run.fireTime(), FireState.SKIPPED, "the schedule was paused", now));
  }

  /** Has what waits started when nothing else of the schedule is open; returns it, or null. */
  private @Nullable ScheduleRun release(LockedSchedule locked) {
    Set<FireState> busy = EnumSet.of(FireState.STARTING, FireState.STARTED);
    ScheduleRun waiting = null;
    for (ScheduleRun run : locked.open()) {
      if (busy.contains(run.state())) {
        return null;
      }
      waiting = waiting == null ? run : waiting;
    }
    if (waiting != null) {
      locked.change(waiting.fireTime(), FireState.STARTING, null, clock.instant());
    }
    return waiting;
  }

  /** Starts what waits for nothing any more. */
  void release(UUID schedule) {
    schedules.locked(schedule, this::release).ifPresent(this::start);
  }
}
