package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Removes jobs that ended long ago, with their history and artifact rows. Thread-safe. */
public final class JobRemoval {
  private static final String FINAL = "status IN ('succeeded', 'failed', 'cancelled')";

  private final Jdbi jdbi;
  private final Dialect dialect;

  public JobRemoval(Database database) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
  }

  /**
   * What one pass over some jobs did.
   *
   * @param removed how many jobs are gone
   * @param next where the next pass begins; null when none is left
   */
  public record Step(int removed, @Nullable UUID next) {}

  /** A job that was found. */
  record Found(UUID id, boolean old) {}

  /**
   * Looks at some jobs of a final state and a lane, in the order of their creation, and removes
   * those that ended before the given time, in one transaction. One that was created before and
   * ended after is looked at again by each run that begins anew.
   *
   * @param after position of the last pass, or null to begin
   * @param limit largest number of jobs, 1..
   */
  public Step removeSome(
      JobStatus status, TaskType lane, Instant before, @Nullable UUID after, int limit) {
    List<Found> found = createdBefore(status, lane, before, after, limit);
    List<UUID> old = found.stream().filter(Found::old).map(Found::id).toList();
    int removed = old.isEmpty() ? 0 : remove(old, before);
    return new Step(removed, found.size() < limit ? null : found.get(limit - 1).id());
  }

  /** Nobody ends before its creation, with which its id begins (job_status_idx). */
  List<Found> createdBefore(
      JobStatus status, TaskType lane, Instant before, @Nullable UUID after, int limit) {
    SearchSql.Range range = SearchSql.range(dialect, SearchSql.OLDEST, status, lane);
    String sql =
        String.format(
            Locale.ROOT,
            "SELECT id, finished_at < :before AS old FROM %s WHERE %s AND %s AND %s ORDER BY %s LIMIT :limit",
            range.table(),
            range.condition(),
            range.bound().apply(">", ":after"),
            range.bound().apply("<", ":to"),
            range.orderBy());
    return jdbi.withHandle(
        h ->
            h.createQuery(sql)
                .bind("before", before)
                .bind("after", after == null ? SearchSql.firstId(0) : after)
                .bind("limit", limit)
                .bind("to", SearchSql.firstId(before.toEpochMilli() + 1))
                .map((row, c) -> new Found(row.getObject("id", UUID.class), row.getBoolean("old")))
                .list());
  }

  /**
   * Removes those that are still final and still as old: one that was retried since it was found
   * stays, with all that belongs to it, and so does one whose run is still there.
   */
  int remove(List<UUID> ids, Instant before) {
    return jdbi.inTransaction(
        h -> {
          h.createUpdate(
                  "DELETE FROM job WHERE id IN (<ids>) AND finished_at < :before AND "
                      + FINAL
                      + " AND NOT EXISTS (SELECT 1 FROM run WHERE run.id = job.run_id)")
              .bindList("ids", ids)
              .bind("before", before)
              .execute();
          List<UUID> gone = new ArrayList<>(ids);
          gone.removeAll(
              h.createQuery("SELECT id FROM job WHERE id IN (<ids>)")
                  .bindList("ids", ids)
                  .mapTo(UUID.class)
                  .list());
          if (!gone.isEmpty()) {
            h.createUpdate("DELETE FROM artifact WHERE job_id IN (<ids>)")
                .bindList("ids", gone)
                .execute();
            h.createUpdate("DELETE FROM job_event WHERE job_id IN (<ids>)")
                .bindList("ids", gone)
                .execute();
          }
          return gone.size();
        });
  }

  /** When the oldest attempt that runs on any node began (job_status_idx); empty if none runs. */
  public Optional<Instant> oldestRunningStart() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT min(started_at) FROM job WHERE status = 'running'")
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
  }
}
