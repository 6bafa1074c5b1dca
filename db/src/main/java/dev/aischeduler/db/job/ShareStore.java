package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What tenants have waiting in the lanes, by probes of job_share_idx. Thread-safe. */
public final class ShareStore {
  static final String LAST_KEY =
      """
      SELECT sort_key FROM job
       WHERE lane = :lane AND waiting_share = :tenant AND priority = :priority
       ORDER BY lane DESC, waiting_share DESC, priority DESC, sort_key DESC LIMIT 1""";

  /**
   * A sub-select with a limit stays a probe for each tenant, where EXISTS may become a hash of all;
   * the order keeps PostgreSQL from reading the table until it meets one.
   */
  static final String WAITING =
      """
      SELECT t.name FROM tenant t
       WHERE (SELECT j.priority FROM job j
               WHERE j.lane = :lane AND j.waiting_share = t.name
               ORDER BY j.lane, j.waiting_share, j.priority LIMIT 1) IS NOT NULL""";

  static final String COUNT =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM job WHERE lane = :lane AND waiting_share = :tenant
         ORDER BY lane, waiting_share, priority, sort_key LIMIT :limit) q""";

  private final Jdbi jdbi;

  public ShareStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The largest sort key among a tenant's waiting jobs of one priority in a lane, or empty. */
  public Optional<Long> lastKey(TaskType lane, String tenant, int priority) {
    return jdbi.withHandle(
        h ->
            h.createQuery(LAST_KEY)
                .bind("lane", lane.wireName())
                .bind("tenant", tenant)
                .bind("priority", priority)
                .mapTo(Long.class)
                .findOne());
  }

  /** Tenants that have a job waiting in a lane. */
  public List<String> waiting(TaskType lane) {
    return jdbi.withHandle(
        h -> h.createQuery(WAITING).bind("lane", lane.wireName()).mapTo(String.class).list());
  }

  /** How many jobs of a tenant wait in a lane, counted up to a limit. */
  public int count(TaskType lane, String tenant, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COUNT)
                .bind("lane", lane.wireName())
                .bind("tenant", tenant)
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one());
  }

  /** Jobs of a lane that run now, on any node (job_status_idx). */
  public int running(TaskType lane) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT count(*) FROM job WHERE status = 'running' AND lane = :lane")
                .bind("lane", lane.wireName())
                .mapTo(Integer.class)
                .one());
  }
}
