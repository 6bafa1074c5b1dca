package dev.aischeduler.web.api;

import dev.aischeduler.engine.JobService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose jobs are, for those that stream what happens to all. A job never changes its tenant, so
 * what was read once holds; of more than 50,000 the longest known is forgotten. Thread-safe.
 */
final class JobOwners {
  private static final int MOST = 50_000;

  private final JobService jobs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, String> known = new LinkedHashMap<>();

  JobOwners(JobService jobs) {
    this.jobs = jobs;
  }

  /** The tenant of a job; an empty text for a job that is gone. */
  String of(UUID job) {
    lock.lock();
    try {
      String owner = known.get(job);
      if (owner != null) {
        return owner;
      }
    } finally {
      lock.unlock();
    }
    String read = jobs.tenant(job).orElse("");
    lock.lock();
    try {
      known.put(job, read);
      if (known.size() > MOST) {
        known.remove(known.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
    return read;
  }
}
