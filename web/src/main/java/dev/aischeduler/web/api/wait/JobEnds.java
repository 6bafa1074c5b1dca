package dev.aischeduler.web.api.wait;

import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.event.Subscription;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when jobs end: at once for changes that this node is notified of, and within a second
 * otherwise, by one query for all jobs that are watched. Thread-safe.
 */
public final class JobEnds {
  private static final Logger LOG = LoggerFactory.getLogger(JobEnds.class);

  private final JobService jobs;
  private final Executor workers;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  private record Watch(UUID job, Runnable ended) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /**
   * Watches nothing yet.
   *
   * @param workers ask the database
   */
  public JobEnds(JobService jobs, Executor workers) {
    this.jobs = jobs;
    this.workers = workers;
  }

  /**
   * Watches a job.
   *
   * @param ended runs when the job is final or does not exist any more, perhaps more than once; on
   *     a worker; must not block
   */
  public Subscription watch(UUID job, Runnable ended) {
    Watch watch = new Watch(job, ended);
    watches.add(watch);
    Subscription changes = jobs.watchChanges(job, () -> workers.execute(() -> ask(List.of(watch))));
    workers.execute(() -> ask(List.of(watch)));
    return () -> {
      watches.remove(watch);
      changes.close();
    };
  }

  /** Asks about all jobs that are watched; to be called every second. */
  public void askAll() {
    if (!watches.isEmpty()) {
      workers.execute(() -> ask(List.copyOf(watches)));
    }
  }

  private void ask(List<Watch> some) {
    Set<UUID> unfinished;
    try {
      unfinished = jobs.unfinished(some.stream().map(Watch::job).collect(Collectors.toSet()));
    } catch (RuntimeException e) {
      // the jobs are stored, and the next turn asks again
      LOG.debug("the states of {} jobs could not be read: {}", some.size(), e.toString());
      return;
    }
    some.stream().filter(w -> !unfinished.contains(w.job())).forEach(w -> w.ended().run());
  }
}
