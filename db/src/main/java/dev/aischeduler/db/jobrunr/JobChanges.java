package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.FailedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.ScheduledState;
import org.jspecify.annotations.Nullable;

/** What the present state of JobRunr's job means for ours. Thread-safe. */
final class JobChanges {
  private final Clock clock;
  private final Function<UUID, @Nullable Outcome> outcomes;

  /**
   * A translation.
   *
   * @param outcomes what the attempt of a job produced, or null
   */
  JobChanges(Clock clock, Function<UUID, @Nullable Outcome> outcomes) {
    this.clock = clock;
    this.outcomes = outcomes;
  }

  /** What its present state writes. */
  JobChange of(Job job) {
    Instant now = clock.instant();
    JobState state = job.getJobState();
    UUID id = job.getId();
    Outcome nothing = new Outcome(null, List.of(), null, null);
    return switch (state.getName()) {
      case PROCESSING -> {
        String node = ((ProcessingState) state).getServerName();
        yield new JobChange(id, JobStatus.RUNNING, 1, 1, node, null, now, null, nothing);
      }
      case ENQUEUED ->
          new JobChange(
              id, JobStatus.QUEUED, uncounted(job), 0, null, null, null, null, failure(job));
      case SCHEDULED -> {
        Instant at = ((ScheduledState) state).getScheduledAt();
        yield new JobChange(
            id, JobStatus.SCHEDULED, uncounted(job), 0, null, at, null, null, failure(job));
      }
      case SUCCEEDED -> {
        Outcome outcome = outcomes.apply(id);
        yield new JobChange(
            id,
            JobStatus.SUCCEEDED,
            0,
            0,
            null,
            null,
            null,
            now,
            outcome == null ? nothing : outcome);
      }
      case FAILED -> new JobChange(id, JobStatus.FAILED, 0, 0, null, null, null, now, failure(job));
      case DELETED -> new JobChange(id, JobStatus.CANCELLED, 0, 0, null, null, null, now, nothing);
      default -> throw new IllegalStateException("job " + id + " has state " + state.getName());
    };
  }

  /** What its last attempt counts for after all. */
  private static int uncounted(Job job) {
    return putBack(job) ? -1 : 0;
  }

  private static boolean putBack(Job job) {
    return job.getJobState(-2) instanceof FailedState failed
        && PutBackException.class.getName().equals(failed.getExceptionType());
  }

  /**
   * The failure that led to the present state, as the attempt told it or as JobRunr recorded it.
   */
  private Outcome failure(Job job) {
    JobState last = job.getJobState();
    JobState cause = last instanceof FailedState ? last : job.getJobState(-2);
    if (!(cause instanceof FailedState failed) || putBack(job)) {
      return new Outcome(null, List.of(), null, null);
    }
    Outcome told = outcomes.apply(job.getId());
    if (told != null && told.errorType() != null) {
      return told;
    }
    String message = failed.getExceptionMessage();
    if (QueueTimeoutException.class.getName().equals(failed.getExceptionType())) {
      return Outcome.failure("queue_timeout", String.valueOf(message));
    }
    return Outcome.failure("worker_lost", message == null ? failed.getMessage() : message);
  }
}
