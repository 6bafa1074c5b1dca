package dev.aischeduler.engine.attempt;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.Outcome;
import dev.aischeduler.db.queue.Finish;
import dev.aischeduler.db.webhook.Delivery;
import dev.aischeduler.db.webhook.Event;
import dev.aischeduler.db.webhook.NewDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a job when an attempt has ended. */
public final class NextState {
  private static final Outcome NOTHING = new Outcome(null, List.of(), null, null);

  private NextState() {}

  /**
   * What to write; empty when the job belongs to the attempt no more.
   *
   * @param job as it was claimed for the attempt
   * @param now when the attempt ended
   */
  public static Optional<Finish> after(Job job, Ending ending, RetryPolicy retries, Instant now) {
    if (ending instanceof Ending.Succeeded done) {
      Outcome outcome = Outcome.success(done.result(), done.artifacts());
      return Optional.of(finish(job, JobStatus.SUCCEEDED, true, null, outcome, now));
    }
    if (ending instanceof Ending.Failed failed) {
      return Optional.of(afterFailure(job, failed.failure(), retries, now));
    }
    if (ending instanceof Ending.PutBack back) {
      JobStatus status = back.delay().isPresent() ? JobStatus.SCHEDULED : JobStatus.QUEUED;
      Instant runAt = back.delay().map(now::plus).orElse(null);
      return Optional.of(finish(job, status, false, runAt, NOTHING, now));
    }
    return Optional.empty();
  }

  private static Finish afterFailure(Job job, Failure failure, RetryPolicy retries, Instant now) {
    Outcome outcome = Outcome.failure(failure.type(), failure.message());
    if (failure.permanent() || job.attempt() >= job.maxAttempts()) {
      return finish(job, JobStatus.FAILED, true, null, outcome, now);
    }
    Instant runAt = now.plus(retries.backoff(job.type(), job.backoff(), job.attempt()));
    return finish(job, JobStatus.SCHEDULED, true, runAt, outcome, now);
  }

  private static Finish finish(
      Job job,
      JobStatus status,
      boolean counts,
      @Nullable Instant runAt,
      Outcome outcome,
      Instant now) {
    Event event =
        status == JobStatus.SCHEDULED && counts
            ? Event.RETRYING
            : Event.ofFinalState(status.wireName());
    return new Finish(
        job.id(),
        job.fencingToken(),
        status,
        counts,
        runAt,
        outcome,
        now,
        NewDelivery.of(job.callback(), event, job.tenant(), Delivery.TASK, job.id(), now));
  }
}
