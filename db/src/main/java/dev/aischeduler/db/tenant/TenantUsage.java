package dev.aischeduler.db.tenant;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has used of its rate and of a day.
 *
 * @param rateAt when its rate is unused again (GCRA's theoretical arrival time); null for never
 *     used
 * @param day day that jobs are counted for, in UTC; null for never used
 * @param jobs jobs of that day
 */
public record TenantUsage(@Nullable Instant rateAt, @Nullable LocalDate day, int jobs) {}
