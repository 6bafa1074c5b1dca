package dev.aischeduler.engine.jobrunr;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.jobrunr.PutBackException;
import dev.aischeduler.engine.attempt.Attempt;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.attempt.Failure;
import dev.aischeduler.engine.attempt.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jobrunr.jobs.states.FailedState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows a failed attempt: back to the queue (put back, worker lost), a wait (retry),
 * or the end (attempts used up, permanent). Thread-safe.
 */
final class RetryElection implements Consumer<org.jobrunr.jobs.Job> {
  private static final Logger LOG = LoggerFactory.getLogger(RetryElection.class);
  private static final Duration WHEN_UNKNOWN = Duration.ofSeconds(10);

  private final Attempts attempts;
  private final JobStore store;
  private final RetryPolicy policy;
  private final Clock clock;

  RetryElection(Attempts attempts, JobStore store, RetryPolicy policy, Clock clock) {
    this.attempts = attempts;
    this.store = store;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public void accept(org.jobrunr.jobs.Job job) {
    FailedState failed = job.getJobState();
    if (PutBackException.class.getName().equals(failed.getExceptionType())) {
      Optional<Duration> wait = attempts.find(job.getId()).flatMap(Attempt::putBackFor);
      wait.ifPresentOrElse(
          later -> job.scheduleAt(clock.instant().plus(later), "put back for a while"),
          job::enqueue);
      return;
    }
    try {
      Optional<Attempt> here = attempts.find(job.getId()).filter(a -> a.failure() != null);
      if (here.isPresent()) {
        afterFailure(job, here.get());
      } else {
        afterLoss(job);
      }
    } catch (RuntimeException e) {
      // never lost: better one attempt too many than a job that fails for a database's sake
      LOG.warn("retry of job {} cannot be decided now: {}", job.getId(), e.toString());
      job.scheduleAt(clock.instant().plus(WHEN_UNKNOWN), "attempts unknown");
    }
  }

  private void afterFailure(org.jobrunr.jobs.Job job, Attempt attempt) {
    Failure failure = attempt.failure();
    Job row = attempt.job();
    if (failure == null || failure.permanent() || attempt.attempt() >= row.maxAttempts()) {
      return;
    }
    Duration wait = policy.backoff(row.type(), row.backoff(), attempt.attempt());
    job.scheduleAt(clock.instant().plus(wait), "attempt " + attempt.attempt() + " failed");
  }

  /** The row counts the lost attempt already: it was counted when it was claimed. */
  private void afterLoss(org.jobrunr.jobs.Job job) {
    Job row = store.find(job.getId()).orElseThrow();
    if (row.attempt() < row.maxAttempts()) {
      LOG.warn("job {} lost its worker on {}; it runs again", row.id(), row.node());
      job.enqueue();
    } else {
      LOG.error("job {} lost its worker on {} and has no attempts left", row.id(), row.node());
    }
  }
}
