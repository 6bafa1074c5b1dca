package dev.aischeduler.engine.bulk;

import dev.aischeduler.db.job.DeadLetters;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobSearch;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.bulk.BulkActionTask.Document;
import dev.aischeduler.engine.bulk.BulkActionTask.Position;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.submission.SubmissionRules;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does the same with all jobs that a filter selects: counts first, then changes them oldest first
 * in transactions of some hundreds. Thread-safe.
 *
 * <p>Invariant: never more jobs are changed than the caller expected, and none that was submitted
 * after the expected number was reached. A system job that continues after a crash may read those
 * of the last seconds again.
 */
public final class BulkActions {
  /** So many are changed within the call. */
  static final long AT_ONCE = 10_000;

  private final JobSearch search;
  private final BulkActionTask task;
  private final SystemJobs system;
  private final Clock clock;
  private final long atOnce;

  public BulkActions(JobSearch search, BulkActionTask task, SystemJobs system, Clock clock) {
    this(search, task, system, clock, AT_ONCE);
  }

  /** With another limit of what is changed within the call. */
  BulkActions(JobSearch search, BulkActionTask task, SystemJobs system, Clock clock, long atOnce) {
    this.search = search;
    this.task = task;
    this.system = system;
    this.clock = clock;
    this.atOnce = atOnce;
  }

  /**
   * How many jobs an action would change now.
   *
   * @throws InvalidRequestException the filter names a state that the action does not apply to, or
   *     the priority is out of range
   */
  public long count(BulkAction action, JobFilter filter) {
    return search.count(narrowed(action, filter));
  }

  /**
   * Changes every job that the filter selects, within the call.
   *
   * @param expected the number that the caller has seen; fewer may match now, but not more
   * @throws ConflictException when more match now; nothing is changed then
   * @throws InvalidRequestException as for {@link #count}
   */
  public BulkOutcome run(BulkAction action, JobFilter filter, long expected) {
    JobFilter narrowed = narrowed(action, filter);
    return change(action, narrowed, matched(narrowed, expected));
  }

  /**
   * As {@link #run}, but by a system job when more than 10,000 match: the call would take minutes.
   */
  public BulkAnswer act(BulkAction action, JobFilter filter, long expected) {
    JobFilter narrowed = narrowed(action, filter);
    long matched = matched(narrowed, expected);
    if (matched <= atOnce) {
      return new BulkAnswer.Done(change(action, narrowed, matched));
    }
    if (narrowed.createdBefore() == null) {
      // what is submitted from now on was not meant, however long the work takes
      narrowed = narrowed.createdBefore(clock.instant().plusMillis(1));
    }
    UUID id = UUID.randomUUID();
    system.enqueue(id, BulkActionTask.KIND, Document.of(action, narrowed, matched).toJson());
    return new BulkAnswer.Started(matched, system.find(id).orElseThrow());
  }

  private long matched(JobFilter narrowed, long expected) {
    long matched = search.count(narrowed);
    if (matched > expected) {
      throw new ConflictException(
          matched
              + " jobs match now, more than expected_count ("
              + expected
              + "); nothing was changed; list them and send the new count");
    }
    return matched;
  }

  private BulkOutcome change(BulkAction action, JobFilter narrowed, long matched) {
    Position start = new Position(null, matched, 0);
    return new BulkOutcome(matched, task.change(action, narrowed, start, now -> {}));
  }

  /**
   * Failed jobs by type and cause, most frequent first.
   *
   * @param tenant whose; null for those of all
   */
  public List<DeadLetters> deadLetters(@Nullable String tenant) {
    return search.deadLetters(tenant);
  }

  private static JobFilter narrowed(BulkAction action, JobFilter filter) {
    if (action instanceof BulkAction.Reprioritise change) {
      InvalidRequestException.checkRange(
          "priority", change.priority(), 0, SubmissionRules.MAX_PRIORITY);
    }
    if (filter.statuses().isEmpty()) {
      return filter.in(action.usualStates());
    }
    Set<JobStatus> wrong = new HashSet<>(filter.statuses());
    wrong.removeAll(action.states());
    if (!wrong.isEmpty()) {
      String allowed =
          action.states().stream().map(JobStatus::wireName).collect(Collectors.joining(", "));
      throw new InvalidRequestException(
          "filter.status",
          wrong.iterator().next().wireName() + " jobs cannot be changed so; use " + allowed);
    }
    return filter;
  }
}
