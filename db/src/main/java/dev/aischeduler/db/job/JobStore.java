package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads jobs and makes the changes that are no state changes (those go through {@code db.jobrunr},
 * which keeps JobRunr's row in step). Thread-safe.
 */
public final class JobStore {
  private static final JobRowMapper MAPPER = new JobRowMapper();

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

  /** Primary key; COALESCE keeps H2 from reading all jobs of these states by job_status_idx. */
  static final String REPRIORITISE =
      """
      UPDATE job SET priority = :priority,
             sort_key = sort_key
               + (CAST(priority AS bigint) - :priority) * CAST(:step AS bigint)
       WHERE id IN (<ids>) AND COALESCE(status, '') IN ('queued', 'scheduled')""";

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

  /** Primary key of job_event, twice. */
  static final String LAST_EVENTS =
      """
      SELECT e.seq, e.job_id, e.at, e.kind, e.data
        FROM (SELECT job_id, max(seq) AS seq FROM job_event
               WHERE job_id IN (<ids>) GROUP BY job_id) last
        JOIN job_event e ON e.job_id = last.job_id AND e.seq = last.seq""";

  /** Values of one IN list; longer ones are slow to parse. */
  private static final int MAX_IN = 500;

  private final Jdbi jdbi;

  /** A store over the database. */
  public JobStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The job, or empty. */
  public Optional<Job> find(UUID id) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM job WHERE id = :id").bind("id", id).map(MAPPER).findOne());
  }

  /** The jobs that hold these idempotency keys, by key (job_idempotency_idx). */
  public Map<String, Job> findByIdempotencyKeys(String tenant, List<String> keys) {
    return findByKeys("idempotency_key", tenant, keys, Job::idempotencyKey);
  }

  /** The jobs that are not final and hold these unique keys, by key (job_active_key_idx). */
  public Map<String, Job> findByUniqueKeys(String tenant, List<String> keys) {
    return findByKeys("active_key", tenant, keys, Job::uniqueKey);
  }

  private Map<String, Job> findByKeys(
      String column, String tenant, List<String> keys, Function<Job, @Nullable String> keyOf) {
    Map<String, Job> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += MAX_IN) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + MAX_IN));
      jdbi.useHandle(
          h ->
              h.createQuery("SELECT * FROM job WHERE tenant = :tenant AND <column> IN (<keys>)")
                  .define("column", column)
                  .bind("tenant", tenant)
                  .bindList("keys", some)
                  .map(MAPPER)
                  .forEach(job -> found.put(String.valueOf(keyOf.apply(job)), job)));
    }
    return found;
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

  /** Ids of running jobs that a node holds (job_status_idx). */
  public List<UUID> runningOn(String node) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT id FROM job WHERE status = 'running' AND node = :node ORDER BY id")
                .bind("node", node)
                .mapTo(UUID.class)
                .list());
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
    return java.time.Duration.between(from, to).toNanos() / 1e9;
  }

  /**
   * Stores progress of the attempt that holds this token.
   *
   * @return false when another attempt, or none, owns the job now
   */
  public boolean progress(UUID id, long fencingToken, double progress, @Nullable String note) {
    return jdbi.withHandle(
            h ->
                h.createUpdate(
                        """
                        UPDATE job SET progress = :progress, progress_note = :note
                         WHERE id = :id AND fencing_token = :token AND status = 'running'""")
                    .bind("progress", progress)
                    .bind("note", note)
                    .bind("id", id)
                    .bind("token", fencingToken)
                    .execute())
        == 1;
  }

  /**
   * Changes the priority of jobs that have not started, each with its place; the time waited so far
   * counts on.
   *
   * @param stepMicros what one step of priority is worth, in the unit of sort_key
   * @return how many had not started
   */
  public int reprioritise(Collection<UUID> ids, int priority, long stepMicros) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(REPRIORITISE)
                .bind("priority", priority)
                .bind("step", stepMicros)
                .bindList("ids", List.copyOf(ids))
                .execute());
  }

  /** Changes priority and place of a job that has not started; false when it has. */
  public boolean reprioritise(UUID id, int priority, long sortKey) {
    return jdbi.withHandle(
            h ->
                h.createUpdate(
                        """
                        UPDATE job SET priority = :priority, sort_key = :key
                         WHERE id = :id AND status IN ('queued', 'scheduled')""")
                    .bind("priority", priority)
                    .bind("key", sortKey)
                    .bind("id", id)
                    .execute())
        == 1;
  }

  /** History of one job after a position, oldest first (primary key). */
  public List<JobEvent> events(UUID id, long afterSeq, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT seq, job_id, at, kind, data FROM job_event
                     WHERE job_id = :id AND seq > :after ORDER BY job_id, seq LIMIT :limit""")
                .bind("id", id)
                .bind("after", afterSeq)
                .bind("limit", limit)
                .map(JobStore::event)
                .list());
  }

  /** The last event of each of these jobs, by job; those that have none are absent. */
  public Map<UUID, JobEvent> lastEvents(List<UUID> ids) {
    Map<UUID, JobEvent> last = new HashMap<>();
    for (int from = 0; from < ids.size(); from += MAX_IN) {
      List<UUID> some = ids.subList(from, Math.min(ids.size(), from + MAX_IN));
      jdbi.useHandle(
          h ->
              h.createQuery(LAST_EVENTS)
                  .bindList("ids", some)
                  .map(JobStore::event)
                  .forEach(event -> last.put(event.jobId(), event)));
    }
    return last;
  }

  private static JobEvent event(
      java.sql.ResultSet row, org.jdbi.v3.core.statement.StatementContext context)
      throws java.sql.SQLException {
    return new JobEvent(
        row.getLong("seq"),
        row.getObject("job_id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("kind"),
        row.getString("data"));
  }

  /** Final jobs that ended before the given time, oldest first (job_finished_idx). */
  public List<UUID> finishedBefore(TaskType lane, Instant time, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT id FROM job
                     WHERE lane = :lane AND finished_at < :time
                       AND status IN ('succeeded', 'failed', 'cancelled')
                     ORDER BY lane, finished_at LIMIT :limit""")
                .bind("lane", lane.wireName())
                .bind("time", time.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
  }

  /** Removes jobs that are over, with their history and artifact rows, in one transaction. */
  public void delete(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          h.createUpdate("DELETE FROM artifact WHERE job_id IN (<ids>)")
              .bindList("ids", ids)
              .execute();
          h.createUpdate("DELETE FROM job_event WHERE job_id IN (<ids>)")
              .bindList("ids", ids)
              .execute();
          h.createUpdate("DELETE FROM job WHERE id IN (<ids>)").bindList("ids", ids).execute();
        });
  }
}
