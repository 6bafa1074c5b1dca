package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The queue of each lane as it stands: who is first, how many wait, what is due or overdue, and how
 * long jobs ran lately. Each read is one range of an index, however long the queue. Thread-safe.
 */
public final class LaneQueue {
  /**
   * job_due_idx. A range rather than {@code IS NOT NULL}: H2 would read the entries of all jobs
   * without a due time, which come first.
   */
  static final String NEXT_DUE =
      """
      SELECT due_at FROM job
       WHERE due_at > TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00'
       ORDER BY due_at LIMIT 1""";

  /**
   * job_claim_idx. The whole order of the index, here and below, keeps the databases from reading
   * the table in the hope of finding the rows soon.
   */
  static final String COUNT_AHEAD =
      """
      SELECT count(*) FROM (
        SELECT 1 AS one FROM job
         WHERE lane = :lane AND status = 'queued' AND sort_key < :key
         ORDER BY lane, status, sort_key LIMIT :limit) ahead""";

  /** job_claim_idx. */
  private static final String COUNT_AHEAD_OF =
      """
      SELECT count(*) FROM (
        SELECT share FROM job
         WHERE lane = :lane AND status = 'queued' AND sort_key < :key
         ORDER BY lane, status, sort_key LIMIT :limit) ahead
       WHERE share = :share""";

  /** job_claim_idx. */
  private static final String FIRST =
      """
      SELECT %s FROM job WHERE lane = :lane AND status = 'queued'
       ORDER BY lane, status, sort_key LIMIT :limit""";

  /** job_claim_idx. */
  static final String COUNT_QUEUED =
      """
      SELECT count(*) FROM (
        SELECT 1 AS one FROM job WHERE lane = :lane AND status = 'queued'
         ORDER BY lane, status, sort_key LIMIT :limit) q""";

  private static final int RECENT = 50;

  private final Jdbi jdbi;
  private final Dialect dialect;

  public LaneQueue(Database database) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
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
            h.createQuery(COUNT_AHEAD_OF)
                .bind("lane", lane.wireName())
                .bind("key", sortKey)
                .bind("limit", limit)
                .bind("share", share)
                .mapTo(Long.class)
                .one());
  }

  /** Sort keys of the first waiting jobs of a lane, ascending (job_claim_idx). */
  public long[] firstKeys(TaskType lane, int limit) {
    return jdbi.withHandle(
        h ->
            h
                .createQuery(String.format(Locale.ROOT, FIRST, "sort_key"))
                .bind("lane", lane.wireName())
                .bind("limit", limit)
                .mapTo(Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .toArray());
  }

  /**
   * Place of a waiting job.
   *
   * @param share the tenant whose share it takes; null while nobody shares
   */
  public record Place(long sortKey, @Nullable String share) {}

  /** The first waiting jobs of a lane in their order (job_claim_idx). */
  public List<Place> firstPlaces(TaskType lane, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(String.format(Locale.ROOT, FIRST, "sort_key, share"))
                .bind("lane", lane.wireName())
                .bind("limit", limit)
                .map((row, c) -> new Place(row.getLong("sort_key"), row.getString("share")))
                .list());
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

  /**
   * When the next scheduled job is to be queued, or the next queued one must have started,
   * whichever is earlier (job_due_idx); empty when there is none.
   */
  public Optional<Instant> nextDue() {
    return jdbi.withHandle(
        h ->
            h.createQuery(NEXT_DUE)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
  }

  /**
   * Mean seconds that those 50 jobs of a lane ran that were submitted last of all that succeeded
   * (job_status_idx); empty when none has. A row without one of its times, which no attempt leaves
   * but a person's SQL may, says nothing of the mean; a condition on it would cost the index.
   */
  public OptionalDouble recentRunSeconds(TaskType lane) {
    return jdbi
        .withHandle(
            h ->
                h.createQuery(recentRuns(dialect, lane))
                    .map(
                        (row, c) ->
                            seconds(
                                row.getObject("started_at", OffsetDateTime.class),
                                row.getObject("finished_at", OffsetDateTime.class)))
                    .list())
        .stream()
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  static String recentRuns(Dialect dialect, TaskType lane) {
    SearchSql.Range succeeded =
        SearchSql.range(dialect, SearchSql.NEWEST, JobStatus.SUCCEEDED, lane);
    return String.format(
        Locale.ROOT,
        "SELECT started_at, finished_at FROM %s WHERE %s ORDER BY %s LIMIT %s",
        succeeded.table(),
        succeeded.condition(),
        succeeded.orderBy(),
        RECENT);
  }

  private static OptionalDouble seconds(
      @Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
    return from == null || to == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Duration.between(from, to).toNanos() / 1e9);
  }
}
