package dev.aischeduler.engine;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.DeadLetters;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobPage;
import dev.aischeduler.db.job.JobSearch;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same with all jobs that a filter selects: counts first, then changes them oldest first
 * in transactions of some hundreds. Thread-safe.
 *
 * <p>Invariant: never more jobs are changed than the caller expected, and none that was submitted
 * after the expected number was reached.
 */
public final class BulkActions {
  private static final Logger LOG = LoggerFactory.getLogger(BulkActions.class);
  private static final int CHUNK = 250;

  private final Settings settings;
  private final JobSearch search;
  private final JobQueue queue;
  private final Cancellations cancellations;
  private final ChangePublisher publisher;
  private final Clock clock;

  BulkActions(
      Settings settings,
      JobSearch search,
      JobQueue queue,
      Cancellations cancellations,
      ChangePublisher publisher,
      Clock clock) {
    this.settings = settings;
    this.search = search;
    this.queue = queue;
    this.cancellations = cancellations;
    this.publisher = publisher;
    this.clock = clock;
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
   * Changes every job that the filter selects.
   *
   * @param expected the number that the caller has seen; fewer may match now, but not more
   * @throws ConflictException when more match now; nothing is changed then
   * @throws InvalidRequestException as for {@link #count}
   */
  public BulkOutcome run(BulkAction action, JobFilter filter, long expected) {
    JobFilter narrowed = narrowed(action, filter);
    long matched = search.count(narrowed);
    if (matched > expected) {
      throw new ConflictException(
          matched
              + " jobs match now, more than expected_count ("
              + expected
              + "); nothing was changed; look at them and send the new count");
    }
    long changed = 0;
    @Nullable UUID after = null;
    long left = matched;
    boolean more = left > 0;
    while (more) {
      JobPage chunk = search.oldest(narrowed, after, (int) Math.min(CHUNK, left));
      if (!chunk.jobs().isEmpty()) {
        changed += apply(action, narrowed.statuses(), chunk.jobs());
      }
      left -= chunk.jobs().size();
      after = chunk.next();
      more = after != null && left > 0;
    }
    if (action instanceof BulkAction.Reprioritise) {
      publisher.reordered();
    }
    LOG.info("bulk action {}: {} jobs matched, {} changed", action, matched, changed);
    return new BulkOutcome(matched, changed);
  }

  /** Failed jobs by type and cause, most frequent first. */
  public List<DeadLetters> deadLetters() {
    return search.deadLetters();
  }

  private static JobFilter narrowed(BulkAction action, JobFilter filter) {
    if (action instanceof BulkAction.Reprioritise change) {
      SubmissionRules.range("priority", change.priority(), 0, SubmissionRules.MAX_PRIORITY);
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

  private int apply(BulkAction action, Set<JobStatus> states, List<Job> chunk) {
    List<UUID> ids = chunk.stream().map(Job::id).toList();
    if (action instanceof BulkAction.Cancel) {
      List<Transition> done = queue.cancel(ids, states, clock.instant());
      cancellations.committed(done);
      return done.size();
    }
    if (action instanceof BulkAction.Reprioritise to) {
      return queue.reprioritise(ids, to.priority(), stepMicros());
    }
    List<Transition> retried = queue.retry(chunk, states, this::anew, clock.instant());
    publisher.changed(retried);
    return retried.size();
  }

  private JobQueue.Terms anew(Job job) {
    return new JobQueue.Terms(
        settings.lanes().of(job.type()).maxAttempts(),
        NewJobs.startBy(clock.instant(), job.queueTimeoutS()));
  }

  private long stepMicros() {
    return settings.priority().agingSeconds() * 1_000_000L;
  }
}
