package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The queue of each lane as it stands: who is first, how many wait, what is due or overdue, and how
 * long jobs ran lately. Each read is one range of an index, however long the queue. Thread-safe.
 */
public final class LaneQueue {
  /** job_waits_until_idx. */
  static final String OVERDUE =
      "SELECT id FROM job WHERE waits_until <= :now ORDER BY waits_until LIMIT :limit";

  /** job_waits_until_idx. */
  static final String NEXT_START_BY =
      """
      SELECT waits_until FROM job WHERE waits_until IS NOT NULL
       ORDER BY waits_until LIMIT 1""";

  /**
   * job_claim_idx. The whole order of the index, here and below, keeps the databases from reading
   * the table in the hope of finding the rows soon.
   */
  static final String COUNT_AHEAD =
      """
      SELECT count(*) FROM (
        SELECT share FROM job
         WHERE lane = :lane AND status = 'queued' AND sort_key < :key
         ORDER BY lane, status, sort_key LIMIT :limit) ahead""";

  /** job_claim_idx. */
  static final String COUNT_QUEUED =
      """
      SELECT count(*) FROM (
        SELECT 1 AS one FROM job WHERE lane = :lane AND status = 'queued'
         ORDER BY lane, status, sort_key LIMIT :limit) q""";

  /** job_finished_idx; among the last jobs only, for all of them may have been cancelled. */
  static final String RECENT_RUNS =
      """
      SELECT started_at, finished_at FROM (
        SELECT status, started_at, finished_at FROM job
         WHERE lane = :lane AND finished_at IS NOT NULL
         ORDER BY lane DESC, finished_at DESC LIMIT 1000) recent
       WHERE status = 'succeeded' AND started_at IS NOT NULL
       ORDER BY finished_at DESC LIMIT 50""";

  private final Jdbi jdbi;

  /** The queues in the database. */
  public LaneQueue(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Jobs that had to start by now and have not, most urgent first (job_waits_until_idx). */
  public List<UUID> overdue(Instant now, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(OVERDUE)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
  }

  /** When the next waiting job must have started (job_waits_until_idx), or empty. */
  public Optional<Instant> nextStartBy() {
    return jdbi.withHandle(
        h ->
            h.createQuery(NEXT_START_BY)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
  }

  /** Sort key of the first waiting job of a lane (job_claim_idx), or empty. */
  public Optional<Long> headSortKey(TaskType lane) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT sort_key FROM job
                     WHERE lane = :lane AND status = 'queued'
                     ORDER BY lane, status, sort_key LIMIT 1""")
                .bind("lane", lane.wireName())
                .mapTo(Long.class)
                .findOne());
  }

  /**
   * Number of jobs of the lane that would start before this sort key, counted up to a limit
   * (job_claim_idx).
   */
  public long countAhead(TaskType lane, long sortKey, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COUNT_AHEAD)
                .bind("lane", lane.wireName())
                .bind("key", sortKey)
                .bind("limit", limit)
                .mapTo(Long.class)
                .one());
  }

  /** Of so many jobs that would start before this sort key, those that take a tenant's share. */
  public long countAheadOf(String share, TaskType lane, long sortKey, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COUNT_AHEAD + " WHERE share = :share")
                .bind("lane", lane.wireName())
                .bind("key", sortKey)
                .bind("limit", limit)
                .bind("share", share)
                .mapTo(Long.class)
                .one());
  }

  /** Number of waiting jobs of the lane, counted up to a limit (job_claim_idx). */
  public long countQueued(TaskType lane, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COUNT_QUEUED)
                .bind("lane", lane.wireName())
                .bind("limit", limit)
                .mapTo(Long.class)
                .one());
  }

  /** Earliest {@code run_at} of a scheduled job (job_due_idx), or empty. */
  public Optional<Instant> nextRunAt() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT due_at FROM job WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1""")
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
  }

  /**
   * Mean seconds that the last succeeded jobs of a lane ran (job_finished_idx); empty when none of
   * its last 1,000 jobs succeeded.
   */
  public OptionalDouble recentRunSeconds(TaskType lane) {
    return jdbi
        .withHandle(
            h ->
                h.createQuery(RECENT_RUNS)
                    .bind("lane", lane.wireName())
                    .map(
                        (row, c) ->
                            seconds(
                                row.getObject("started_at", OffsetDateTime.class),
                                row.getObject("finished_at", OffsetDateTime.class)))
                    .list())
        .stream()
        .mapToDouble(Double::doubleValue)
        .average();
  }

  private static double seconds(OffsetDateTime from, OffsetDateTime to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
