package dev.aischeduler.engine.tenant;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.ShareStore;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.lane.LaneCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many jobs of a tenant wait in all lanes. Up to {@link LaneCounts#EXACT} they are counted for
 * each question; a tenant that may have more is counted now and then, which takes at most one
 * percent of the time, and what it submits here in between is added. Thread-safe.
 */
final class WaitingCounts {
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int SPARSE = 100;

  private final ShareStore shares;
  private final List<TaskType> lanes;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  WaitingCounts(ShareStore shares, List<TaskType> lanes) {
    this.lanes = List.copyOf(lanes);
    this.shares = shares;
  }

  /** A count that holds for a while. */
  private record Known(AtomicInteger jobs, long validUntil) {}

  /** Waiting jobs of a tenant, counted up to a limit in each lane. */
  int of(Tenant tenant, int limit) {
    return limit <= LaneCounts.EXACT ? count(tenant, limit) : lately(tenant, limit).jobs().get();
  }

  /** These many more were taken. */
  void add(Tenant tenant, int more) {
    Known count = known.get(tenant.name());
    if (count != null) {
      count.jobs().addAndGet(more);
    }
  }

  private Known lately(Tenant tenant, int limit) {
    Known count = known.get(tenant.name());
    long begun = System.nanoTime();
    if (count == null || begun - count.validUntil() > 0) {
      int jobs = count(tenant, limit);
      long end = System.nanoTime();
      long valid = Math.max(FRESH_NANOS, SPARSE * (end - begun));
      count = new Known(new AtomicInteger(jobs), end + valid);
      known.put(tenant.name(), count);
    }
    return count;
  }

  private int count(Tenant tenant, int limit) {
    int waiting = 0;
    for (TaskType lane : lanes) {
      waiting += shares.count(lane, tenant.name(), limit);
    }
    return waiting;
  }
}
