package dev.aischeduler.db.queue;

import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.Outcome;
import dev.aischeduler.db.webhook.NewDelivery;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the end of an attempt writes, if the attempt still owns its job.
 *
 * @param fencingToken of the attempt
 * @param status what becomes of the job: final, {@code scheduled} or {@code queued}
 * @param counts false for an attempt that is put back without a cost
 * @param runAt when a scheduled job may start again; else null
 * @param at when the attempt ended
 * @param delivery that reports it; null when nobody wants to hear of it
 */
public record Finish(
    UUID job,
    long fencingToken,
    JobStatus status,
    boolean counts,
    @Nullable Instant runAt,
    Outcome outcome,
    Instant at,
    @Nullable NewDelivery delivery) {

  /** An end that is not reported. */
  public Finish(
      UUID job,
      long fencingToken,
      JobStatus status,
      boolean counts,
      @Nullable Instant runAt,
      Outcome outcome,
      Instant at) {
    this(job, fencingToken, status, counts, runAt, outcome, at, null);
  }

  /** When the job was over; null while it is not. */
  @Nullable Instant finishedAt() {
    return status.isFinal() ? at : null;
  }

  int attemptDelta() {
    return counts ? 0 : -1;
  }

  double progress() {
    return status == JobStatus.SUCCEEDED ? 1 : 0;
  }
}
