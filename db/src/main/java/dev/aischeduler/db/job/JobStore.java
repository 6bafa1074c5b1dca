package dev.aischeduler.db.job;

import dev.aischeduler.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads jobs, and writes what is no change of state: progress, and what retention removes.
 * Thread-safe.
 */
public final class JobStore {
  private static final JobRowMapper MAPPER = new JobRowMapper();

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

  public JobStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The job, or empty. */
  public Optional<Job> find(UUID id) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM job WHERE id = :id").bind("id", id).map(MAPPER).findOne());
  }

  /** Whose job it is, or empty (primary key). */
  public Optional<String> tenant(UUID id) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT tenant FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne());
  }

  /**
   * Those of the jobs that exist, by id (primary key).
   *
   * @param ids at most 500
   */
  public Map<UUID, Job> findAll(List<UUID> ids) {
    Map<UUID, Job> found = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbi.useHandle(
          h ->
              h.createQuery("SELECT * FROM job WHERE id IN (<ids>)")
                  .bindList("ids", ids)
                  .map(MAPPER)
                  .forEach(job -> found.put(job.id(), job)));
    }
    return found;
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

  /** History of one job after a position, oldest first (primary key). */
  public List<JobEvent> events(UUID id, long afterSeq, int limit) {
    List<JobEvent> stored = storedEvents(id, afterSeq, limit);
    if (afterSeq >= JobEvent.CREATED || (!stored.isEmpty() && isCreation(stored.get(0)))) {
      return stored;
    }
    List<JobEvent> all = new ArrayList<>(creations(List.of(id)));
    all.addAll(stored);
    return all.subList(0, Math.min(limit, all.size()));
  }

  /**
   * Whether a history that begins with this event has its creation stored: the job was scheduled
   * then, or is older than migration V14. No job waits again before it ran.
   */
  static boolean isCreation(JobEvent first) {
    return first.isChangeTo(JobStatus.QUEUED) || first.isChangeTo(JobStatus.SCHEDULED);
  }

  private List<JobEvent> creations(List<UUID> ids) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT id, created_at FROM job WHERE id IN (<ids>)")
                .bindList("ids", ids)
                .map((row, c) -> creation(row))
                .list());
  }

  /** The creation that a row of a job shows. */
  static JobEvent creation(java.sql.ResultSet row) throws java.sql.SQLException {
    return JobEvent.created(
        row.getObject("id", UUID.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private List<JobEvent> storedEvents(UUID id, long afterSeq, int limit) {
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

  /** Those of the jobs that exist and have not ended. */
  public Set<UUID> unfinished(Collection<UUID> ids) {
    List<UUID> all = List.copyOf(ids);
    Set<UUID> unfinished = new HashSet<>();
    for (int from = 0; from < all.size(); from += MAX_IN) {
      List<UUID> some = all.subList(from, Math.min(all.size(), from + MAX_IN));
      unfinished.addAll(
          jdbi.withHandle(
              h ->
                  h.createQuery(
                          """
                          SELECT id FROM job
                           WHERE id IN (<ids>) AND status IN ('scheduled', 'queued', 'running')
                          """)
                      .bindList("ids", some)
                      .mapTo(UUID.class)
                      .list()));
    }
    return unfinished;
  }

  /** The result documents of those of these jobs that succeeded, by job. */
  public Map<UUID, String> results(Collection<UUID> ids) {
    List<UUID> all = List.copyOf(ids);
    Map<UUID, String> results = new HashMap<>();
    for (int from = 0; from < all.size(); from += MAX_IN) {
      List<UUID> some = all.subList(from, Math.min(all.size(), from + MAX_IN));
      jdbi.useHandle(
          h ->
              h.createQuery(
                      "SELECT id, result FROM job WHERE id IN (<ids>) AND status = 'succeeded'")
                  .bindList("ids", some)
                  .map(
                      (row, c) ->
                          Map.entry(
                              row.getObject("id", UUID.class),
                              Objects.requireNonNullElse(row.getString("result"), "{}")))
                  .forEach(entry -> results.put(entry.getKey(), entry.getValue())));
    }
    return results;
  }

  /** When the job was last made to wait, by its stored history; empty when that does not say. */
  public Optional<Instant> lastWait(UUID id) {
    return jdbi.withHandle(
        h ->
            h
                .createQuery(
                    """
                    SELECT seq, job_id, at, kind, data FROM job_event
                     WHERE job_id = :id AND kind = 'state' ORDER BY job_id DESC, seq DESC LIMIT 5""")
                .bind("id", id)
                .map(JobStore::event)
                .list()
                .stream()
                .filter(JobStore::isCreation)
                .map(JobEvent::at)
                .findFirst());
  }

  /** The last event of each of these jobs, by job; those that are gone are absent. */
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
      List<UUID> created = some.stream().filter(id -> !last.containsKey(id)).toList();
      if (!created.isEmpty()) {
        creations(created).forEach(event -> last.put(event.jobId(), event));
      }
    }
    return last;
  }

  static JobEvent event(java.sql.ResultSet row, org.jdbi.v3.core.statement.StatementContext context)
      throws java.sql.SQLException {
    return new JobEvent(
        row.getLong("seq"),
        row.getObject("job_id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("kind"),
        row.getString("data"));
  }
}
