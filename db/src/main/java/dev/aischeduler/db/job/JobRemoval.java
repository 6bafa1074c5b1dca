package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Removes jobs that ended long ago, with their history and artifact rows. Thread-safe. */
public final class JobRemoval {
  private static final String FINAL = "status IN ('succeeded', 'failed', 'cancelled')";

  private final Jdbi jdbi;

  /** A removal from the database. */
  public JobRemoval(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Removes some of the final jobs of a lane that ended before the given time, oldest first, in one
   * transaction.
   *
   * @param limit largest number of jobs, 1..
   * @return how many were found; fewer than the limit when none is left
   */
  public int removeSome(TaskType lane, Instant before, int limit) {
    List<UUID> found = finishedBefore(lane, before, limit);
    if (!found.isEmpty()) {
      remove(found, before);
    }
    return found.size();
  }

  /** Final jobs that ended before the given time, oldest first (job_finished_idx). */
  List<UUID> finishedBefore(TaskType lane, Instant before, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT id FROM job WHERE lane = :lane AND finished_at < :before AND "
                        + FINAL
                        + " ORDER BY lane, finished_at LIMIT :limit")
                .bind("lane", lane.wireName())
                .bind("before", before)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
  }

  /**
   * Removes those that are still final and still as old: one that was retried since it was found
   * stays, with all that belongs to it.
   */
  void remove(List<UUID> ids, Instant before) {
    jdbi.useTransaction(
        h -> {
          h.createUpdate(
                  "DELETE FROM job WHERE id IN (<ids>) AND finished_at < :before AND " + FINAL)
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
