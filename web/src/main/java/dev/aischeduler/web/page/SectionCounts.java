package dev.aischeduler.web.page;

import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.access.Caller;
import java.time.Clock;
import java.util.Map;

/**
 * The figures beside entries of the navigation: jobs that wait or run, and dead letters.
 * Thread-safe.
 */
public final class SectionCounts {
  /** Where counting a state of a task type ends; a larger sum is shown as more than this. */
  public static final int COUNTED = 999;

  private final StateCounts counts;

  /** Figures over these services. */
  public SectionCounts(JobService jobs, Clock clock) {
    this.counts = new StateCounts(jobs, clock, COUNTED + 1);
  }

  /**
   * The figures for a reader; none for one of a tenant, whose jobs no index counts by state, and
   * none while the database is away, which the page itself tells of.
   */
  Map<Section, Long> of(Caller reader) {
    if (reader.tenant() != null) {
      return Map.of();
    }
    try {
      Map<JobStatus, Long> jobs = counts.of(JobFilter.all());
      return Map.of(
          Section.JOBS,
          jobs.getOrDefault(JobStatus.QUEUED, 0L) + jobs.getOrDefault(JobStatus.RUNNING, 0L),
          Section.DEAD_LETTERS,
          jobs.getOrDefault(JobStatus.FAILED, 0L));
    } catch (DatabaseException e) {
      return Map.of();
    }
  }
}
