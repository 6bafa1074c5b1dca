package dev.aischeduler.db.schedule;

import dev.aischeduler.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Table {@code schedule_run}; new rows are written under a {@link LockedSchedule}. Thread-safe. */
public final class ScheduleRunStore {
  private static final int LONGEST_ERROR = 1000;
  private final Jdbi jdbi;

  public ScheduleRunStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** A fire time, or empty when it was never decided. */
  public Optional<ScheduleRun> find(UUID schedule, Instant fireTime) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM schedule_run
                     WHERE schedule_id = :id AND fire_time = :fireTime""")
                .bind("id", schedule)
                .bind("fireTime", fireTime)
                .map((row, c) -> ScheduleRows.run(row))
                .findOne());
  }

  /**
   * Fire times of a schedule, the latest first.
   *
   * @param states in one of them; empty for all
   * @param before only fire times before this one; null for the latest
   */
  public List<ScheduleRun> history(
      UUID schedule, Set<FireState> states, @Nullable Instant before, int limit) {
    String sql =
        "SELECT * FROM schedule_run WHERE schedule_id = :id"
            + (states.isEmpty() ? "" : " AND state IN (<states>)")
            + (before == null ? "" : " AND fire_time < :before")
            + " ORDER BY fire_time DESC LIMIT :limit";
    return jdbi.withHandle(
        h -> {
          Query query = h.createQuery(sql).bind("id", schedule).bind("limit", limit);
          if (!states.isEmpty()) {
            query.bindList("states", states.stream().map(FireState::wireName).toList());
          }
          if (before != null) {
            query.bind("before", before);
          }
          return query.map((row, c) -> ScheduleRows.run(row)).list();
        });
  }

  /** Whether anything is to be started or noted (schedule_run_state_idx). */
  public boolean anyOpen() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT schedule_id FROM schedule_run
                     WHERE state IN ('starting', 'buffered', 'started') LIMIT 1""")
                .mapTo(UUID.class)
                .findFirst()
                .isPresent());
  }

  /**
   * Fire times to be started that no node has begun to start since a time.
   *
   * @param limit largest number
   */
  public List<ScheduleRun> toStart(Instant since, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM schedule_run
                     WHERE state = 'starting' AND (attempt_at IS NULL OR attempt_at < :since)
                     ORDER BY fire_time LIMIT :limit""")
                .bind("since", since)
                .bind("limit", limit)
                .map((row, c) -> ScheduleRows.run(row))
                .list());
  }

  /**
   * Takes a fire time for this node to start; false when another node took it since that time, or
   * it is started already.
   */
  public boolean take(ScheduleRun run, String node, Instant since, Instant now) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                        """
                        UPDATE schedule_run SET node = :node, attempt_at = :now
                         WHERE schedule_id = :id AND fire_time = :fireTime AND state = 'starting'
                           AND (attempt_at IS NULL OR attempt_at < :since)""")
                    .bind("node", node)
                    .bind("now", now)
                    .bind("id", run.scheduleId())
                    .bind("fireTime", run.fireTime())
                    .bind("since", since)
                    .execute()
                == 1);
  }

  /**
   * Notes what was started; false when the fire time is not to be started any more.
   *
   * @param job its id, or null
   * @param run its id, or null
   */
  public boolean started(
      ScheduleRun of, @Nullable UUID job, @Nullable UUID run, String node, Instant now) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                        """
                        UPDATE schedule_run SET state = 'started', job_id = CAST(:job AS uuid),
                               run_id = CAST(:run AS uuid),
                               node = :node, error = NULL, started_at = :now
                         WHERE schedule_id = :id AND fire_time = :fireTime AND state = 'starting'
                        """)
                    .bind("job", job)
                    .bind("run", run)
                    .bind("node", node)
                    .bind("now", now)
                    .bind("id", of.scheduleId())
                    .bind("fireTime", of.fireTime())
                    .execute()
                == 1);
  }

  /** Notes why a fire time could not be started yet. */
  public void note(ScheduleRun run, String error) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE schedule_run SET error = :error
                     WHERE schedule_id = :id AND fire_time = :fireTime AND state = 'starting'""")
                .bind("error", LockedSchedule.cut(error, LONGEST_ERROR))
                .bind("id", run.scheduleId())
                .bind("fireTime", run.fireTime())
                .execute());
  }

  /**
   * A fire time whose job or run has ended, though its row does not say so yet.
   *
   * @param state as which it is to be noted
   */
  public record Ended(UUID scheduleId, Instant fireTime, FireState state, @Nullable String error) {}

  /**
   * Started fire times whose jobs and runs have ended or are gone, the oldest first. A look-up by
   * key for each, so that no plan ever reads the table of jobs.
   */
  public List<Ended> ended(int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM (
                      SELECT r.*,
                             COALESCE((SELECT status FROM job WHERE id = r.job_id),
                                      (SELECT status FROM run WHERE id = r.run_id))
                               AS target_status,
                             COALESCE((SELECT error_message FROM job WHERE id = r.job_id),
                                      (SELECT error FROM run WHERE id = r.run_id))
                               AS target_error
                        FROM schedule_run r WHERE r.state = 'started') t
                     WHERE target_status IS NULL
                        OR target_status IN ('succeeded', 'failed', 'cancelled')
                     ORDER BY schedule_id, fire_time LIMIT :limit""")
                .bind("limit", limit)
                .map((row, c) -> ended(row))
                .list());
  }

  private static Ended ended(ResultSet row) throws SQLException {
    ScheduleRun run = ScheduleRows.run(row);
    String status = row.getString("target_status");
    return status == null
        ? new Ended(
            run.scheduleId(), run.fireTime(), FireState.CANCELLED, "what it started was removed")
        : new Ended(
            run.scheduleId(), run.fireTime(), FireState.of(status), row.getString("target_error"));
  }

  /** Schedules that wait for their own earlier start although none is open any more. */
  public List<UUID> releasable(int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT b.schedule_id FROM schedule_run b
                     WHERE b.state = 'buffered'
                       AND NOT EXISTS (SELECT 1 FROM schedule_run r
                                        WHERE r.state IN ('starting', 'started')
                                          AND r.schedule_id = b.schedule_id)
                     LIMIT :limit""")
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
  }

  /** Removes fire times that were decided before a time and are over; returns how many. */
  public int removeDecidedBefore(Instant time, int limit) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                    """
                    DELETE FROM schedule_run WHERE (schedule_id, fire_time) IN (
                      SELECT schedule_id, fire_time FROM schedule_run
                       WHERE decided_at < :time
                         AND state NOT IN ('starting', 'buffered', 'started')
                       ORDER BY decided_at LIMIT :limit)""")
                .bind("time", time)
                .bind("limit", limit)
                .execute());
  }
}
