package dev.aischeduler.engine.bulkrun;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.engine.server.ChangePublisher;
import dev.aischeduler.engine.submission.JobFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Puts jobs of items that failed or were cancelled back in the queue. Thread-safe. */
public final class ItemRetry {
  private static final Set<JobStatus> RETRIABLE = Set.of(JobStatus.FAILED, JobStatus.CANCELLED);

  private final RunItemStore items;
  private final JobStore jobs;
  private final JobQueue queue;
  private final ChangePublisher publisher;
  private final Settings.Lanes lanes;
  private final Clock clock;

  public ItemRetry(
      RunItemStore items,
      JobStore jobs,
      JobQueue queue,
      ChangePublisher publisher,
      Settings.Lanes lanes,
      Clock clock) {
    this.items = items;
    this.jobs = jobs;
    this.queue = queue;
    this.publisher = publisher;
    this.lanes = lanes;
    this.clock = clock;
  }

  /**
   * Puts some items back, the first of the run first; those whose jobs are gone stay as they are.
   *
   * @param state items in this one
   * @param after only items with a larger number
   * @return number of the last that was put back; 0 when there are no more
   */
  int putBack(UUID run, ItemState state, int after, int most) {
    List<RunItem> some = items.items(run, state, after, most);
    if (some.isEmpty()) {
      return 0;
    }
    putBack(run, some);
    return some.get(some.size() - 1).item();
  }

  private void putBack(UUID run, List<RunItem> some) {
    List<UUID> ids = some.stream().map(RunItem::jobId).filter(Objects::nonNull).toList();
    Map<UUID, Job> found = jobs.findAll(ids);
    List<Transition> retried =
        queue.retry(List.copyOf(found.values()), RETRIABLE, this::terms, clock.instant());
    publisher.changed(retried);
    // also those that a call that was lost had put back
    List<UUID> open = new ArrayList<>(retried.stream().map(Transition::job).toList());
    found.values().stream()
        .filter(job -> !RETRIABLE.contains(job.status()))
        .forEach(job -> open.add(job.id()));
    items.resubmitted(run, open, clock.instant());
  }

  private JobQueue.Terms terms(Job job) {
    return new JobQueue.Terms(
        JobFactory.freshAttempts(lanes, job),
        JobFactory.startBy(clock.instant(), job.queueTimeoutS()));
  }
}
