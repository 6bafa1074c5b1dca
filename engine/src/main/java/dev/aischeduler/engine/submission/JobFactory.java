package dev.aischeduler.engine.submission;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Backoff;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.attempt.RetryPolicy;
import dev.aischeduler.engine.trace.Traces;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the rows of new jobs: ids, places in the lane, and the lane's defaults. Thread-safe. */
public final class JobFactory {
  private final Settings.Lanes lanes;
  private final SortKeys sortKeys;
  private final Traces traces;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  /**
   * Makes the jobs of a node.
   *
   * @param traces knows the trace that the calling thread submits for
   */
  public JobFactory(Settings.Lanes lanes, SortKeys sortKeys, Traces traces) {
    this.traces = traces;
    this.lanes = lanes;
    this.sortKeys = sortKeys;
  }

  /** The row of a submission that was checked. */
  Job of(CheckedSubmission checked) {
    return of(checked, sortKeys::key);
  }

  /** The same of an item of a bulk run, which yields unless its priority was raised. */
  Job item(CheckedSubmission checked) {
    return of(checked, sortKeys::itemKey);
  }

  /** Place in a lane. */
  @FunctionalInterface
  private interface Place {
    long of(Instant startable, int priority);
  }

  private Job of(CheckedSubmission checked, Place place) {
    Submission submission = checked.submission();
    TaskType type = submission.type();
    Settings.Lane lane = lanes.of(type);
    Instant created = sortKeys.next();
    Instant runAt = submission.runAt();
    boolean later = runAt != null && runAt.isAfter(created);
    int priority = orElse(submission.priority(), lane.priority());
    int queueTimeoutS = orElse(submission.queueTimeoutS(), lane.queueTimeoutS());
    return new Job(
        ids.construct(created.toEpochMilli()),
        type,
        lane.label(),
        priority,
        place.of(later && runAt != null ? runAt : created, priority),
        later ? JobStatus.SCHEDULED : JobStatus.QUEUED,
        0,
        null,
        0,
        orElse(submission.maxAttempts(), lane.maxAttempts()),
        0,
        checked.request(),
        null,
        null,
        null,
        submission.idempotencyKey(),
        tenant(submission),
        submission.tags(),
        null,
        created,
        later ? runAt : null,
        null,
        null,
        orElse(submission.timeoutS(), lane.timeoutS()),
        submission.uniqueKey(),
        backoff(submission.retry(), lane),
        queueTimeoutS,
        startBy(later && runAt != null ? runAt : created, queueTimeoutS),
        null,
        null,
        checked.callback(),
        traces.current());
  }

  /** Whose job a submission makes. */
  static String tenant(Submission submission) {
    return submission.tenant() == null ? Tenant.DEFAULT : submission.tenant();
  }

  private static @Nullable Backoff backoff(
      Submission.@Nullable RetryTerms terms, Settings.Lane lane) {
    if (terms == null) {
      return null;
    }
    int first = orElse(terms.backoffS(), lane.backoffS());
    int max = orElse(terms.backoffMaxS(), Math.max(first, lane.backoffMaxS()));
    return new Backoff(first, max, terms.factor() == null ? RetryPolicy.FACTOR : terms.factor());
  }

  /**
   * Attempts of a job that is retried; a job of a type that this node does not know has its own.
   */
  public static int freshAttempts(Settings.Lanes lanes, Job job) {
    return lanes.types().contains(job.type())
        ? lanes.of(job.type()).maxAttempts()
        : job.maxAttempts();
  }

  /** When a job that may start at a time must have started; null for never. */
  public static @Nullable Instant startBy(Instant startable, int queueTimeoutS) {
    return queueTimeoutS == 0 ? null : startable.plusSeconds(queueTimeoutS);
  }

  private static int orElse(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
