package dev.aischeduler.engine.submission;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.submission.Submitted.How;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that a call's submissions may mean instead of new ones: those of earlier calls and, as they
 * are made, those of the same call. Used by one thread.
 */
final class DuplicateLookup {
  private final Map<Key, Job> byIdempotencyKey = new HashMap<>();
  private final Map<Key, Job> byUniqueKey = new HashMap<>();

  /** A key holds within its tenant. */
  private record Key(String tenant, @Nullable String key) {}

  /** Looks up the jobs of one tenant by their keys. */
  private interface Lookup {
    Map<String, Job> find(String tenant, List<String> keys);
  }

  /** Looks the keys of these submissions up. */
  DuplicateLookup(JobStore store, List<Submission> submissions) {
    look(submissions, Submission::idempotencyKey, store::findByIdempotencyKeys, byIdempotencyKey);
    look(submissions, Submission::uniqueKey, store::findByUniqueKeys, byUniqueKey);
  }

  private static void look(
      List<Submission> submissions,
      Function<Submission, @Nullable String> keyOf,
      Lookup lookup,
      Map<Key, Job> found) {
    Map<String, List<String>> keys = new TreeMap<>();
    for (Submission submission : submissions) {
      String key = keyOf.apply(submission);
      if (key != null) {
        keys.computeIfAbsent(JobFactory.tenant(submission), t -> new ArrayList<>()).add(key);
      }
    }
    keys.forEach(
        (tenant, list) ->
            lookup.find(tenant, list).forEach((key, job) -> found.put(new Key(tenant, key), job)));
  }

  /**
   * The job that a submission means, or null when it wants a new one.
   *
   * @param request the request document as it would be stored
   * @throws ConflictException when its idempotency key belongs to another request
   */
  @Nullable Submitted find(Submission submission, String request) {
    String tenant = JobFactory.tenant(submission);
    Job earlier = byIdempotencyKey.get(new Key(tenant, submission.idempotencyKey()));
    if (earlier != null) {
      return same(earlier, submission, request);
    }
    Job active = byUniqueKey.get(new Key(tenant, submission.uniqueKey()));
    return active == null ? null : new Submitted(active, How.DEDUPLICATED);
  }

  /** Remembers a new job. */
  void add(Job job) {
    if (job.idempotencyKey() != null) {
      byIdempotencyKey.put(new Key(job.tenant(), job.idempotencyKey()), job);
    }
    if (job.uniqueKey() != null) {
      byUniqueKey.put(new Key(job.tenant(), job.uniqueKey()), job);
    }
  }

  private static Submitted same(Job earlier, Submission submission, String request) {
    if (earlier.type().equals(submission.type()) && earlier.request().equals(request)) {
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
