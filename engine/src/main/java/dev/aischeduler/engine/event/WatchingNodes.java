package dev.aischeduler.engine.event;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which other nodes watch which jobs. A node repeats what it watches, so the entries of one that
 * died expire. Thread-safe.
 */
final class WatchingNodes {
  private static final long VALID_NANOS = Duration.ofSeconds(30).toNanos();

  /** When each watching node announced it last, by job. */
  private final Map<UUID, Map<String, Long>> watched = new ConcurrentHashMap<>();

  /** A node watches a job; true when it did not before. */
  boolean add(UUID job, String node, long nanos) {
    Map<String, Long> nodes = watched.computeIfAbsent(job, id -> new ConcurrentHashMap<>());
    return nodes.put(node, nanos) == null;
  }

  /** A node stopped watching these jobs. */
  void remove(Collection<UUID> jobs, String node) {
    jobs.forEach(
        job ->
            watched.computeIfPresent(
                job,
                (id, nodes) -> {
                  nodes.remove(node);
                  return nodes.isEmpty() ? null : nodes;
                }));
  }

  /** True when another node watches the job. */
  boolean has(UUID job) {
    return watched.containsKey(job);
  }

  /** Removes entries that were not repeated in time. */
  void expire(long nanos) {
    watched.forEach(
        (job, nodes) ->
            nodes.forEach(
                (node, announced) -> {
                  if (nanos - announced > VALID_NANOS) {
                    remove(List.of(job), node);
                  }
                }));
  }
}
