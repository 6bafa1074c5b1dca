package dev.aischeduler.engine.tenant;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.job.ShareStore;
import dev.aischeduler.db.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Places jobs so that tenants share each lane by weight: Zhang's Virtual Clock (SIGCOMM 1990) on
 * static sort keys. A job of a tenant that has none of its priority waiting in the lane keeps its
 * natural key. Each further one is placed at least one spacing behind the tenant's last: as if it
 * had arrived at the rate of the tenant's share. Thread-safe.
 *
 * <p>Invariants. Waiting jobs of one tenant, lane and priority, submitted on one node, lie at least
 * their spacing apart and in the order of submission. So a lone job with key x waits for at most
 * {@code 1 + (x - y) / spacing} jobs of each priority of another tenant whose first key is y,
 * however many that one has; and tenants whose queues never empty start jobs in proportion to their
 * weights. Priorities and aging keep their worth between jobs of one tenant, counted from these
 * virtual arrivals.
 *
 * <p>The spacing is what the lane needs for one job, times the weights of all tenants that used it
 * lately against the tenant's own, times two: too wide a spacing only favours tenants with few
 * jobs, too narrow a one would make them wait for the past of the others.
 */
public final class FairShare {
  private static final int HEADROOM = 2;
  private static final double SECONDS_UNKNOWN = 1;
  private static final double SECONDS_LEAST = 0.001;
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LATELY_NANOS = Duration.ofMinutes(10).toNanos();

  private final ShareStore shares;
  private final LaneQueue queue;
  private final Map<Line, Chain> chains = new ConcurrentHashMap<>();
  private final Map<TaskType, Load> loads = new ConcurrentHashMap<>();

  public FairShare(ShareStore shares, LaneQueue queue) {
    this.shares = shares;
    this.queue = queue;
  }

  /**
   * Jobs that are placed behind one another.
   *
   * @param runAt of jobs that wait for their time; null of those that may start
   */
  private record Line(TaskType lane, String tenant, int priority, @Nullable Instant runAt) {}

  /** The last key given out on this node while calls are under way that are not stored yet. */
  private record Chain(int calls, @Nullable Long last) {}

  /**
   * What a lane needs for a job, read a second ago at most, and when each tenant was last seen to
   * use it.
   */
  private record Load(double secondsPerJob, long readAt, Map<String, Long> seen) {}

  /** Jobs in their places; to be closed when they are stored, or will not be. */
  public final class Places implements AutoCloseable {
    private final List<Job> jobs = new ArrayList<>();
    private final Set<Line> lines = new HashSet<>();

    /** The jobs, in the order in which they came. */
    public List<Job> jobs() {
      return jobs;
    }

    @Override
    public void close() {
      for (Line line : lines) {
        chains.computeIfPresent(
            line,
            (l, chain) -> chain.calls() == 1 ? null : new Chain(chain.calls() - 1, chain.last()));
      }
    }
  }

  /**
   * Places the new jobs of one call.
   *
   * @param jobs with natural keys
   * @param tenants every tenant by name
   */
  public Places place(List<Job> jobs, Map<String, Tenant> tenants) {
    Places places = new Places();
    Map<Line, List<Job>> byLine = new LinkedHashMap<>();
    jobs.forEach(job -> byLine.computeIfAbsent(line(job), l -> new ArrayList<>()).add(job));
    Map<Line, long[]> keys = new LinkedHashMap<>();
    try {
      byLine.forEach((line, members) -> keys.put(line, keys(places, line, members, tenants)));
    } catch (RuntimeException e) {
      places.close();
      throw e;
    }
    Map<Line, Integer> next = new LinkedHashMap<>();
    for (Job job : jobs) {
      Line line = line(job);
      int index = next.merge(line, 1, Integer::sum) - 1;
      places.jobs.add(job.placed(keys.get(line)[index], job.tenant()));
    }
    return places;
  }

  private static Line line(Job job) {
    Instant runAt = job.status() == JobStatus.SCHEDULED ? job.runAt() : null;
    return new Line(job.type(), job.tenant(), job.priority(), runAt);
  }

  private long[] keys(Places places, Line line, List<Job> jobs, Map<String, Tenant> tenants) {
    // entered before the look at the stored keys: what others store meanwhile is remembered here
    chains.compute(
        line,
        (l, chain) ->
            chain == null ? new Chain(1, null) : new Chain(chain.calls() + 1, chain.last()));
    places.lines.add(line);
    Long stored =
        line.runAt() == null
            ? shares.lastKey(line.lane(), line.tenant(), line.priority()).orElse(null)
            : null;
    long spacing = spacing(line, tenants);
    long[] keys = new long[jobs.size()];
    chains.computeIfPresent(
        line,
        (l, chain) -> {
          Long last = later(stored, chain.last());
          for (int i = 0; i < keys.length; i++) {
            keys[i] = place(jobs.get(i).sortKey(), last, spacing);
            last = keys[i];
          }
          return new Chain(chain.calls(), last);
        });
    return keys;
  }

  private static @Nullable Long later(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Long.valueOf(Math.max(a, b));
  }

  /**
   * The key of a job.
   *
   * @param natural its key if it were alone
   * @param last largest key of the same tenant, lane and priority that waits; null for none
   */
  static long place(long natural, @Nullable Long last, long spacing) {
    return last == null ? natural : Math.max(natural, last + spacing);
  }

  /** Spacing in microseconds of a tenant among those that used the lane lately. */
  static long spacing(double secondsPerJob, int weight, int allWeights) {
    return Math.max(1, Math.round(1e6 * secondsPerJob * HEADROOM * allWeights / weight));
  }

  private long spacing(Line line, Map<String, Tenant> tenants) {
    Load load = load(line.lane());
    long now = System.nanoTime();
    load.seen().put(line.tenant(), now);
    load.seen().values().removeIf(at -> now - at > LATELY_NANOS);
    int weights = load.seen().keySet().stream().mapToInt(name -> weight(tenants, name)).sum();
    return spacing(load.secondsPerJob(), weight(tenants, line.tenant()), weights);
  }

  /** A tenant that was removed has jobs left, which count like those of any other. */
  private static int weight(Map<String, Tenant> tenants, String name) {
    Tenant tenant = tenants.get(name);
    return tenant == null ? 1 : tenant.weight();
  }

  private Load load(TaskType lane) {
    Load load = loads.get(lane);
    long now = System.nanoTime();
    if (load == null || now - load.readAt() > FRESH_NANOS) {
      double run = queue.recentRunSeconds(lane).orElse(SECONDS_UNKNOWN);
      double each = Math.max(SECONDS_LEAST, run / Math.max(1, shares.running(lane)));
      Map<String, Long> seen = load == null ? new ConcurrentHashMap<>() : load.seen();
      shares.waiting(lane).forEach(tenant -> seen.put(tenant, now));
      load = new Load(each, now, seen);
      loads.put(lane, load);
    }
    return load;
  }
}
