package dev.aischeduler.db.tenant;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who shares the lanes with others. A null limit means none.
 *
 * @param weight share of a lane against the weights of the others that wait there, 1..1000
 * @param maxQueued waiting jobs, over all lanes, after which submissions are refused
 * @param ratePerMinute submissions a minute; as many may come at once
 * @param jobsPerDay submissions a calendar day in UTC
 */
public record Tenant(
    String name,
    int weight,
    @Nullable Integer maxQueued,
    @Nullable Integer ratePerMinute,
    @Nullable Integer jobsPerDay) {
  /** Name of the tenant of submissions that name none. It always exists. */
  public static final String DEFAULT = "default";

  /** True when submissions must be counted against a rate or a day. */
  public boolean isMetered() {
    return ratePerMinute != null || jobsPerDay != null;
  }
}
