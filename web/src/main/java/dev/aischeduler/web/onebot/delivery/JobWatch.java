package dev.aischeduler.web.onebot.delivery;

import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.event.Subscription;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns at once when jobs of this node's messages end; what is missed is found by looking.
 * Thread-safe.
 */
public final class JobWatch {
  /** Further jobs are found by looking. */
  private static final int MOST = 2000;

  private final JobService jobs;
  private final Runnable changed;
  private final Map<UUID, Subscription> watches = new ConcurrentHashMap<>();

  /**
   * @param changed is told that a job changed; quick
   */
  public JobWatch(JobService jobs, Runnable changed) {
    this.jobs = jobs;
    this.changed = changed;
  }

  /** Watches a job that was stored. */
  public void watch(UUID job) {
    if (watches.size() < MOST) {
      watches.computeIfAbsent(job, id -> jobs.watchChanges(id, changed));
    }
    // it may have ended before it was watched
    changed.run();
  }

  /** Watches jobs that have ended no longer; to be called from time to time. */
  void prune() {
    Set<UUID> watched = Set.copyOf(watches.keySet());
    if (watched.isEmpty()) {
      return;
    }
    Set<UUID> unfinished = jobs.unfinished(watched);
    watched.stream().filter(job -> !unfinished.contains(job)).forEach(this::unwatch);
  }

  private void unwatch(UUID job) {
    Subscription watch = watches.remove(job);
    if (watch != null) {
      watch.close();
    }
  }

  /** Watches nothing any more. */
  public void close() {
    Set.copyOf(watches.keySet()).forEach(this::unwatch);
  }
}
