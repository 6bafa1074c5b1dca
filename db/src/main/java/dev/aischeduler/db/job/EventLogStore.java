package dev.aischeduler.db.job;

import dev.aischeduler.db.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The stored events of all jobs in the order of their positions. Positions are given before a
 * transaction commits, so a lower one may appear after a higher one; {@link #writers()} tells how
 * long that can still happen. Thread-safe.
 */
public final class EventLogStore {
  /** Values of one IN list; longer ones are slow to parse. */
  private static final int MAX_IN = 500;

  /** Every transaction that adds an event holds this lock from before its position to its end. */
  private static final String WRITERS_POSTGRESQL =
      """
      SELECT DISTINCT virtualtransaction FROM pg_locks
       WHERE locktype = 'relation' AND relation = 'job_event'::regclass
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND mode = 'RowExclusiveLock'""";

  /**
   * A session has one transaction at a time, and seldom the next at every look. The job is changed,
   * and its table locked, before its event gets a position.
   */
  private static final String WRITERS_H2 =
      """
      SELECT DISTINCT CAST(session_id AS varchar) FROM information_schema.locks
       WHERE UPPER(table_name) IN ('JOB', 'JOB_EVENT')""";

  private final Jdbi jdbi;
  private final String writers;

  public EventLogStore(Database database) {
    this.jdbi = database.jdbi();
    this.writers =
        switch (database.dialect()) {
          case POSTGRESQL -> WRITERS_POSTGRESQL;
          case H2 -> WRITERS_H2;
        };
  }

  /** The lowest and the highest position that are stored; 0 and 0 when nothing is. */
  public Range range() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT COALESCE(min(seq), 0), COALESCE(max(seq), 0) FROM job_event")
                .map((row, c) -> new Range(row.getLong(1), row.getLong(2)))
                .one());
  }

  /**
   * Positions that are stored.
   *
   * @param first lowest
   * @param last highest
   */
  public record Range(long first, long last) {}

  /** Events with positions above {@code after} up to {@code upTo}, lowest first (primary key). */
  public List<JobEvent> between(long after, long upTo, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT seq, job_id, at, kind, data FROM job_event
                     WHERE seq > :after AND seq <= :upTo ORDER BY seq LIMIT :limit""")
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("limit", limit)
                .map(JobStore::event)
                .list());
  }

  /** Positions above {@code after} up to {@code upTo} that are stored, lowest first. */
  public List<Long> positions(long after, long upTo) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT seq FROM job_event WHERE seq > :after AND seq <= :upTo ORDER BY seq")
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(Long.class)
                .list());
  }

  /** The events at these positions, lowest first; those that are not stored are absent. */
  public List<JobEvent> at(List<Long> positions) {
    List<JobEvent> found = new ArrayList<>();
    for (List<Long> some : parts(positions)) {
      found.addAll(
          jdbi.withHandle(
              h ->
                  h.createQuery(
                          """
                          SELECT seq, job_id, at, kind, data FROM job_event
                           WHERE seq IN (<positions>) ORDER BY seq""")
                      .bindList("positions", some)
                      .map(JobStore::event)
                      .list()));
    }
    return found;
  }

  /** True when more events than this number have positions in the range. */
  public boolean hasMoreThan(int number, long after, long upTo) {
    return jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        SELECT count(*) FROM (
                          SELECT seq FROM job_event WHERE seq > :after AND seq <= :upTo
                           ORDER BY seq LIMIT :limit) page""")
                    .bind("after", after)
                    .bind("upTo", upTo)
                    .bind("limit", number + 1)
                    .mapTo(Integer.class)
                    .one())
        > number;
  }

  /**
   * The transactions that may have added events which nobody sees yet. One that is absent here has
   * ended: what it added is seen by whatever is read after this, or never was added.
   */
  public Set<String> writers() {
    return jdbi.withHandle(h -> new HashSet<>(h.createQuery(writers).mapTo(String.class).list()));
  }

  /**
   * The creations of those jobs whose first stored event is among these and is not the creation
   * itself: a job that was queued at once shows it by its row.
   *
   * @return by job
   */
  public Map<UUID, JobEvent> creations(List<JobEvent> events) {
    Map<UUID, Long> candidates = new HashMap<>();
    for (JobEvent event : events) {
      candidates.putIfAbsent(event.jobId(), event.seq());
    }
    events.stream()
        .filter(JobStore::isCreation)
        // a later change to QUEUED, of a job that was scheduled, is none
        .filter(event -> Objects.equals(candidates.get(event.jobId()), event.seq()))
        .forEach(event -> candidates.remove(event.jobId()));
    Map<UUID, JobEvent> creations = new HashMap<>();
    for (List<UUID> some : parts(List.copyOf(candidates.keySet()))) {
      jdbi.useHandle(
          h ->
              h.createQuery(
                      """
                      SELECT j.id, j.created_at,
                             (SELECT min(seq) FROM job_event e WHERE e.job_id = j.id) AS first_seq
                        FROM job j WHERE j.id IN (<ids>)""")
                  .bindList("ids", some)
                  .map((row, c) -> Map.entry(row.getLong("first_seq"), JobStore.creation(row)))
                  .filter(e -> e.getKey().equals(candidates.get(e.getValue().jobId())))
                  .forEach(e -> creations.put(e.getValue().jobId(), e.getValue())));
    }
    return creations;
  }

  private static <T> List<List<T>> parts(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MAX_IN) {
      parts.add(all.subList(from, Math.min(all.size(), from + MAX_IN)));
    }
    return parts;
  }
}
