package dev.aischeduler.db.tenant;

import dev.aischeduler.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Table {@code tenant}. Thread-safe. */
public final class TenantStore {
  private final Jdbi jdbi;

  public TenantStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Every tenant by name. */
  public List<Tenant> list() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM tenant ORDER BY name")
                .map((row, c) -> tenant(row))
                .list());
  }

  /** The tenant, or empty. */
  public Optional<Tenant> find(String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM tenant WHERE name = :name")
                .bind("name", name)
                .map((row, c) -> tenant(row))
                .findOne());
  }

  /** Stores a tenant; true when it is new. What it has used stays. */
  public boolean put(Tenant tenant, Instant now) {
    return jdbi.inTransaction(
        h -> {
          int updated =
              h.createUpdate(
                      """
                      UPDATE tenant SET weight = :weight, max_queued = :maxQueued,
                             rate_per_minute = :ratePerMinute, jobs_per_day = :jobsPerDay
                       WHERE name = :name""")
                  .bindMethods(tenant)
                  .execute();
          if (updated == 0) {
            h.createUpdate(
                    """
                    INSERT INTO tenant (name, weight, max_queued, rate_per_minute, jobs_per_day,
                      counted_jobs, created_at)
                    VALUES (:name, :weight, :maxQueued, :ratePerMinute, :jobsPerDay, 0, :now)""")
                .bindMethods(tenant)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
          }
          return updated == 0;
        });
  }

  /** Removes a tenant; its jobs stay. False when there is none of this name. */
  public boolean delete(String name) {
    return jdbi.withHandle(
        h ->
            h.createUpdate("DELETE FROM tenant WHERE name = :name").bind("name", name).execute()
                == 1);
  }

  /**
   * Changes what a tenant has used; its row is locked meanwhile, on every node.
   *
   * @param change gives the new usage, or null to leave it
   */
  public void use(String name, Function<TenantUsage, @Nullable TenantUsage> change) {
    jdbi.useTransaction(
        h -> {
          Optional<TenantUsage> before =
              h.createQuery(
                      """
                      SELECT rate_at, counted_day, counted_jobs FROM tenant
                       WHERE name = :name FOR UPDATE""")
                  .bind("name", name)
                  .map((row, c) -> usage(row))
                  .findOne();
          TenantUsage after = before.map(change).orElse(null);
          if (after != null) {
            h.createUpdate(
                    """
                    UPDATE tenant SET rate_at = :at, counted_day = :day, counted_jobs = :jobs
                     WHERE name = :name""")
                .bind("at", after.rateAt() == null ? null : after.rateAt().atOffset(ZoneOffset.UTC))
                .bind("day", after.day())
                .bind("jobs", after.jobs())
                .bind("name", name)
                .execute();
          }
        });
  }

  private static Tenant tenant(ResultSet row) throws SQLException {
    return new Tenant(
        row.getString("name"),
        row.getInt("weight"),
        row.getObject("max_queued", Integer.class),
        row.getObject("rate_per_minute", Integer.class),
        row.getObject("jobs_per_day", Integer.class));
  }

  private static TenantUsage usage(ResultSet row) throws SQLException {
    OffsetDateTime at = row.getObject("rate_at", OffsetDateTime.class);
    return new TenantUsage(
        at == null ? null : at.toInstant(),
        row.getObject("counted_day", LocalDate.class),
        row.getInt("counted_jobs"));
  }
}
