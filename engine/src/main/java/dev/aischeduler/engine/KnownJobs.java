package dev.aischeduler.engine;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.engine.Submitted.How;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that a call's submissions may mean instead of new ones: those of earlier calls and, as they
 * are made, those of the same call. Used by one thread.
 */
final class KnownJobs {
  private final Map<String, Job> byIdempotencyKey;
  private final Map<String, Job> byUniqueKey;

  /** Looks the keys of these submissions up. */
  KnownJobs(JobStore store, List<Submission> submissions) {
    List<String> keys =
        submissions.stream().map(Submission::idempotencyKey).filter(Objects::nonNull).toList();
    List<String> unique =
        submissions.stream().map(Submission::uniqueKey).filter(Objects::nonNull).toList();
    this.byIdempotencyKey = new HashMap<>(store.findByIdempotencyKeys(NewJobs.TENANT, keys));
    this.byUniqueKey = new HashMap<>(store.findByUniqueKeys(NewJobs.TENANT, unique));
  }

  /**
   * The job that a submission means, or null when it wants a new one.
   *
   * @param request the request document as it would be stored
   * @throws ConflictException when its idempotency key belongs to another request
   */
  @Nullable Submitted find(Submission submission, String request) {
    Job earlier = byIdempotencyKey.get(submission.idempotencyKey());
    if (earlier != null) {
      return same(earlier, submission, request);
    }
    Job active = byUniqueKey.get(submission.uniqueKey());
    return active == null ? null : new Submitted(active, How.DEDUPLICATED);
  }

  /** Remembers a new job. */
  void add(Job job) {
    if (job.idempotencyKey() != null) {
      byIdempotencyKey.put(job.idempotencyKey(), job);
    }
    if (job.uniqueKey() != null) {
      byUniqueKey.put(job.uniqueKey(), job);
    }
  }

  private static Submitted same(Job earlier, Submission submission, String request) {
    if (earlier.type() == submission.type() && earlier.request().equals(request)) {
      return new Submitted(earlier, How.REPLAYED);
    }
    throw new ConflictException(
        "idempotency key '"
            + submission.idempotencyKey()
            + "' was used for another request (job "
            + earlier.id()
            + "); use a new key for a new request");
  }
}
