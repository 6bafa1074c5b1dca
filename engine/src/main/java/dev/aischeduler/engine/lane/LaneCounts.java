package dev.aischeduler.engine.lane;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.QueueCounts;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many jobs of each lane wait, are scheduled and run, at a price that does not grow with them:
 * up to {@link #EXACT} they are counted whenever somebody asks; what lies beyond is counted by a
 * timer that spends at most one percent of its time on it, and kept up in between with what this
 * node submits and starts. Thread-safe.
 */
public final class LaneCounts implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneCounts.class);

  /** Jobs of a lane and state that are counted at once. */
  public static final int EXACT = 10_000;

  private static final int SPARSE = 100;

  private final QueueCounts counts;
  private final QueueLengths lengths;
  private final LongSupplier nanoTime;
  private final int exact;

  /** Written by the timer alone. */
  private volatile Map<TaskType, Map<JobStatus, Long>> full = Map.of();

  private volatile @Nullable Map<TaskType, Map<JobStatus, Long>> recent;
  private long notBefore;

  /** Counts that also keep the lengths of the queues true. */
  public LaneCounts(QueueCounts counts, QueueLengths lengths) {
    this(counts, lengths, System::nanoTime, EXACT);
  }

  LaneCounts(QueueCounts counts, QueueLengths lengths, LongSupplier nanoTime, int exact) {
    this.counts = counts;
    this.lengths = lengths;
    this.nanoTime = nanoTime;
    this.exact = exact;
    this.notBefore = nanoTime.getAsLong();
  }

  /** Jobs by lane and state: scheduled, queued, running. */
  public Map<TaskType, Map<JobStatus, Long>> now() {
    Map<TaskType, Map<JobStatus, Long>> now = counts.upTo(exact + 1);
    now.forEach((lane, states) -> states.replaceAll((state, jobs) -> whole(lane, state, jobs)));
    return now;
  }

  /** The same as {@link #now}, up to a second or two old. */
  Map<TaskType, Map<JobStatus, Long>> recent() {
    Map<TaskType, Map<JobStatus, Long>> known = recent;
    return known == null ? now() : known;
  }

  private long whole(TaskType lane, JobStatus state, long jobs) {
    if (jobs <= exact) {
      return jobs;
    }
    long known =
        state == JobStatus.QUEUED
            ? lengths.of(lane)
            : full.getOrDefault(lane, Map.of()).getOrDefault(state, 0L);
    return Math.max(jobs, known);
  }

  /** Brings the lengths up to date; to be called about once a second. Never throws. */
  @Override
  public void run() {
    try {
      Map<TaskType, Map<JobStatus, Long>> some = counts.upTo(exact + 1);
      some.forEach(
          (lane, states) -> {
            long queued = states.getOrDefault(JobStatus.QUEUED, 0L);
            if (queued <= exact) {
              lengths.set(lane, queued);
            }
          });
      countAll(some);
      recent = some;
    } catch (RuntimeException e) {
      LOG.debug("the queues cannot be counted now: {}", e.toString());
    }
  }

  private void countAll(Map<TaskType, Map<JobStatus, Long>> some) {
    long begun = nanoTime.getAsLong();
    if (begun - notBefore < 0) {
      return;
    }
    Map<TaskType, Map<JobStatus, Long>> all = new LinkedHashMap<>();
    some.forEach(
        (lane, states) ->
            states.forEach(
                (state, jobs) -> {
                  if (jobs > exact) {
                    long whole = counts.all(lane, state);
                    all.computeIfAbsent(lane, l -> new EnumMap<>(JobStatus.class))
                        .put(state, whole);
                    if (state == JobStatus.QUEUED) {
                      lengths.set(lane, whole);
                    }
                  }
                }));
    full = all;
    long end = nanoTime.getAsLong();
    notBefore = end + SPARSE * (end - begun);
  }
}
