package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects jobs. Empty sets, empty lists and nulls select all.
 *
 * @param tags every one of them is among the job's
 * @param errorType machine-readable cause of the last failure
 * @param createdAfter created at this time or later
 * @param createdBefore created before this time
 */
public record JobFilter(
    Set<TaskType> types,
    Set<JobStatus> statuses,
    List<String> tags,
    @Nullable String tenant,
    @Nullable String errorType,
    @Nullable Instant createdAfter,
    @Nullable Instant createdBefore) {

  /** Selects every job. */
  public static JobFilter all() {
    return new JobFilter(Set.of(), Set.of(), List.of(), null, null, null, null);
  }

  /** The same, in these states only. */
  public JobFilter in(Set<JobStatus> states) {
    return new JobFilter(types, states, tags, tenant, errorType, createdAfter, createdBefore);
  }

  /** The same, of these types only. */
  public JobFilter of(Set<TaskType> some) {
    return new JobFilter(some, statuses, tags, tenant, errorType, createdAfter, createdBefore);
  }

  /** The same, of jobs that have all of these tags. */
  public JobFilter withTags(List<String> all) {
    return new JobFilter(types, statuses, all, tenant, errorType, createdAfter, createdBefore);
  }

  /** The same, of jobs whose last failure had this cause. */
  public JobFilter withCause(String cause) {
    return new JobFilter(types, statuses, tags, tenant, cause, createdAfter, createdBefore);
  }

  /** The same, of one tenant only. */
  public JobFilter of(String owner) {
    return new JobFilter(types, statuses, tags, owner, errorType, createdAfter, createdBefore);
  }

  /** The same, of jobs created before this time only. */
  public JobFilter createdBefore(Instant time) {
    return new JobFilter(types, statuses, tags, tenant, errorType, createdAfter, time);
  }
}
