package dev.aischeduler.db.schedule;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one fire time of a schedule: a row of table {@code schedule_run}.
 *
 * @param node that started it, or is about to
 * @param jobId what it started, when the target is a job
 * @param runId what it started, when the target is a run
 * @param error why it was not started, or failed
 * @param decidedAt when the row was written
 * @param attemptAt when a node last began to start it
 */
public record ScheduleRun(
    UUID scheduleId,
    Instant fireTime,
    FireReason reason,
    FireState state,
    @Nullable String node,
    @Nullable UUID jobId,
    @Nullable UUID runId,
    @Nullable String error,
    Instant decidedAt,
    @Nullable Instant attemptAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /**
   * A fire time that is decided now.
   *
   * @param error why it is not started; null for none
   */
  public static ScheduleRun decided(
      UUID schedule,
      Instant fireTime,
      FireReason reason,
      FireState state,
      @Nullable String error,
      Instant now) {
    boolean over = !FireState.OPEN.contains(state);
    return new ScheduleRun(
        schedule,
        fireTime,
        reason,
        state,
        null,
        null,
        null,
        error,
        now,
        null,
        null,
        over ? now : null);
  }

  /** The same fire time, which the node that decides it also begins to start. */
  public ScheduleRun takenBy(String starter) {
    return new ScheduleRun(
        scheduleId,
        fireTime,
        reason,
        state,
        starter,
        jobId,
        runId,
        error,
        decidedAt,
        decidedAt,
        startedAt,
        finishedAt);
  }
}
