package dev.aischeduler.engine.tenant;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.ShareStore;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.db.tenant.TenantStore;
import dev.aischeduler.db.tenant.TenantUsage;
import dev.aischeduler.engine.lane.RateLimit;
import dev.aischeduler.engine.refusal.QuotaExceededException;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tenants to their limits: waiting jobs, submissions a minute and a day. What is used is
 * counted in the tenant's row, so it holds over all nodes. Thread-safe.
 */
public final class TenantQuotas {
  private static final int QUEUE_RETRY_S = 10;
  private static final Comparator<Tenant> BY_NAME = Comparator.comparing(Tenant::name);

  private final Tenants tenants;
  private final TenantStore store;
  private final WaitingCounts waiting;
  private final Clock clock;

  /**
   * @param lanes all that may have jobs
   */
  public TenantQuotas(
      Tenants tenants, TenantStore store, ShareStore shares, List<TaskType> lanes, Clock clock) {
    this.tenants = tenants;
    this.store = store;
    this.waiting = new WaitingCounts(shares, lanes);
    this.clock = clock;
  }

  /**
   * Takes the new jobs of one call from their tenants' limits.
   *
   * @throws QuotaExceededException when one of them does not fit now; nothing is taken then
   * @throws InvalidRequestException when a tenant may never submit so many at once
   */
  public void take(List<Job> jobs) {
    Map<Tenant, Integer> queued = count(jobs, true);
    queued.forEach(this::checkQueued);
    queued.forEach(waiting::add);
    Map<Tenant, Integer> all = count(jobs, false);
    Map<Tenant, Integer> taken = new TreeMap<>(BY_NAME);
    try {
      all.forEach(
          (tenant, count) -> {
            meter(tenant, count);
            taken.put(tenant, count);
          });
    } catch (RuntimeException e) {
      taken.forEach(this::giveBack);
      queued.forEach((tenant, count) -> waiting.add(tenant, -count));
      throw e;
    }
  }

  /** Gives back what was taken for jobs that were not stored after all. */
  public void giveBack(List<Job> jobs) {
    count(jobs, false).forEach(this::giveBack);
    count(jobs, true).forEach((tenant, count) -> waiting.add(tenant, -count));
  }

  private Map<Tenant, Integer> count(List<Job> jobs, boolean queuedOnly) {
    Map<Tenant, Integer> counts = new TreeMap<>(BY_NAME);
    for (Job job : jobs) {
      if (!queuedOnly || job.status() == JobStatus.QUEUED) {
        counts.merge(tenants.require(job.tenant()), 1, Integer::sum);
      }
    }
    return counts;
  }

  private void checkQueued(Tenant tenant, int more) {
    Integer max = tenant.maxQueued();
    if (max == null) {
      return;
    }
    atMost(more, max, tenant, "max_queued");
    int waiting = this.waiting.of(tenant, max);
    if (waiting + more > max) {
      throw new QuotaExceededException(
          "tenant "
              + tenant.name()
              + " has "
              + waiting
              + " waiting jobs and may have "
              + max
              + " (max_queued)",
          QUEUE_RETRY_S);
    }
  }

  private static void atMost(int count, int max, Tenant tenant, String limit) {
    if (count > max) {
      throw new InvalidRequestException(
          "tasks",
          "holds "
              + count
              + " tasks of tenant "
              + tenant.name()
              + ", but its "
              + limit
              + " is "
              + max
              + "; send fewer at a time");
    }
  }

  private void meter(Tenant tenant, int count) {
    if (!tenant.isMetered()) {
      return;
    }
    if (tenant.ratePerMinute() != null) {
      atMost(count, tenant.ratePerMinute(), tenant, "rate_per_minute");
    }
    if (tenant.jobsPerDay() != null) {
      atMost(count, tenant.jobsPerDay(), tenant, "jobs_per_day");
    }
    store.use(tenant.name(), usage -> used(tenant, usage, count));
  }

  /** What is used with these jobs; throws when they do not fit, which leaves the row as it is. */
  private TenantUsage used(Tenant tenant, TenantUsage usage, int count) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    int jobs = (today.equals(usage.day()) ? usage.jobs() : 0) + count;
    if (tenant.jobsPerDay() != null && jobs > tenant.jobsPerDay()) {
      Instant tomorrow = today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      throw refused(tenant, "jobs_per_day " + tenant.jobsPerDay(), now, tomorrow);
    }
    Instant rateAt = usage.rateAt();
    if (tenant.ratePerMinute() != null) {
      RateLimit limit = RateLimit.withBurst(tenant.ratePerMinute());
      if (limit.permits(rateAt, now, count) < count) {
        Instant next = limit.next(rateAt, now, count);
        throw refused(tenant, "rate_per_minute " + tenant.ratePerMinute(), now, next);
      }
      rateAt = limit.after(rateAt, now, count);
    }
    return new TenantUsage(rateAt, today, jobs);
  }

  private static QuotaExceededException refused(
      Tenant tenant, String limit, Instant now, Instant next) {
    long seconds = Duration.between(now, next).toMillis() / 1000 + 1;
    return new QuotaExceededException(
        "tenant " + tenant.name() + " has used up its " + limit, (int) seconds);
  }

  private void giveBack(Tenant tenant, int count) {
    if (tenant.isMetered()) {
      store.use(tenant.name(), usage -> less(tenant, usage, count));
    }
  }

  private static @Nullable TenantUsage less(Tenant tenant, TenantUsage usage, int count) {
    Instant rateAt = usage.rateAt();
    if (rateAt != null && tenant.ratePerMinute() != null) {
      rateAt = RateLimit.withBurst(tenant.ratePerMinute()).givenBack(rateAt, count);
    }
    return new TenantUsage(rateAt, usage.day(), Math.max(0, usage.jobs() - count));
  }
}
