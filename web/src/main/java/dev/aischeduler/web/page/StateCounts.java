package dev.aischeduler.web.page;

import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts jobs by state, at most every two seconds while the same is asked: every reader's page is
 * made anew when jobs change, and at a million jobs the counts read some hundred thousand index
 * entries. Thread-safe.
 */
public final class StateCounts {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private final JobService jobs;
  private final Clock clock;
  private final int most;
  private final AtomicReference<@Nullable Counted> last = new AtomicReference<>();

  private record Counted(JobFilter filter, Instant at, Map<JobStatus, Long> counts) {}

  /**
   * Counts over these services.
   *
   * @param most where counting a state of a task type ends
   */
  public StateCounts(JobService jobs, Clock clock, int most) {
    this.jobs = jobs;
    this.clock = clock;
    this.most = most;
  }

  /** Jobs of each state, whatever state the filter asks for; empty when no index knows them. */
  public Map<JobStatus, Long> of(JobFilter filter) {
    JobFilter inAnyState = filter.in(Set.of());
    Instant now = clock.instant();
    Counted known = last.get();
    if (known != null
        && known.filter().equals(inAnyState)
        && Duration.between(known.at(), now).abs().compareTo(FRESH) < 0) {
      return known.counts();
    }
    Map<JobStatus, Long> counts = jobs.counts(inAnyState, most);
    last.set(new Counted(inAnyState, now, counts));
    return counts;
  }
}
