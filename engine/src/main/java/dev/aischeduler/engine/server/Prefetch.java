package dev.aischeduler.engine.server;

import dev.aischeduler.config.TaskType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many jobs a lane may claim beyond its slots: as many as its slots finish within {@link
 * #WINDOW}, by a moving average of observed durations. Inference takes longer than that, so its
 * lanes claim for free slots alone and keep strict order and an even spread over nodes; a stream of
 * tiny jobs is not slowed down by a claim for each. Thread-safe.
 *
 * <p>Invariant: a job that arrives with a higher priority waits for claimed ones at most about one
 * window.
 */
final class Prefetch {
  private static final Duration WINDOW = Duration.ofMillis(20);
  private static final int MOST = 512;

  /** Weight of the newest duration is 1/8, as in TCP's round-trip estimate (RFC 6298). */
  private static final int SMOOTHING = 8;

  private final Map<TaskType, AtomicLong> averageNanos = new ConcurrentHashMap<>();

  /** A job of the lane took this long on its slot. */
  void took(TaskType lane, long nanos) {
    average(lane).updateAndGet(average -> average + (Math.max(1, nanos) - average) / SMOOTHING);
  }

  private AtomicLong average(TaskType lane) {
    return averageNanos.computeIfAbsent(lane, l -> new AtomicLong(WINDOW.toNanos()));
  }

  /** Jobs that may wait for this many slots of the lane; 0 when one fills a window. */
  int allowance(TaskType lane, int slots) {
    long each = Math.max(1, average(lane).get());
    long jobs = WINDOW.toNanos() / each * slots;
    return jobs <= slots ? 0 : (int) Math.min(MOST, jobs);
  }
}
