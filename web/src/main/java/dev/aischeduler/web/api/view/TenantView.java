package dev.aischeduler.web.api.view;

import dev.aischeduler.db.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/** A tenant; a null limit means none. */
public record TenantView(
    String name,
    int weight,
    @Nullable Integer maxQueued,
    @Nullable Integer ratePerMinute,
    @Nullable Integer jobsPerDay) {

  /** The view of a tenant. */
  public static TenantView of(Tenant tenant) {
    return new TenantView(
        tenant.name(),
        tenant.weight(),
        tenant.maxQueued(),
        tenant.ratePerMinute(),
        tenant.jobsPerDay());
  }
}
