package dev.aischeduler.db.queue;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes of state that no attempt makes, for one job or some hundreds. Rows are locked in the
 * order of ids, as every transaction takes its locks; a job that is in another state by then is
 * left out.
 */
final class JobChanges {
  /** Primary key; COALESCE keeps H2 from reading all jobs of these states by job_status_idx. */
  private static final String LOCK =
      """
      SELECT id, lane, status FROM job WHERE id IN (%s) AND COALESCE(status, '') IN (%s)
       ORDER BY id FOR UPDATE""";

  /** job_due_idx; rows that another node changes at this moment are passed over. */
  static final String DUE =
      "SELECT id, lane, status FROM job WHERE due_at <= ? ORDER BY due_at LIMIT ?";

  private static final String CANCEL =
      """
      UPDATE job SET status = 'cancelled', finished_at = ?, result = NULL, error_type = NULL,
             error_message = NULL, progress = 0, progress_note = NULL
       WHERE id IN (%s)""";

  private static final String PROMOTE =
      "UPDATE job SET status = 'queued' WHERE id = ? AND status = 'scheduled'";

  private static final String EXPIRE =
      """
      UPDATE job SET status = 'failed', finished_at = ?, error_type = 'queue_timeout',
             error_message = ?
       WHERE id = ? AND status = 'queued' AND due_at <= ?""";

  private static final String EXPIRED = "the job had not started when its queue_timeout_s was over";

  private static final String RETRY =
      """
      UPDATE job SET status = 'queued', max_attempts = attempt + ?, run_at = NULL,
             started_at = NULL, start_by = ?, finished_at = NULL, result = NULL,
             error_type = NULL, error_message = NULL, progress = 0, progress_note = NULL
       WHERE id = ?""";

  private static final String RECOVER =
      """
      UPDATE job SET
             status = CASE WHEN attempt < max_attempts THEN 'queued' ELSE 'failed' END,
             finished_at = CASE WHEN attempt < max_attempts THEN NULL ELSE CAST(? AS timestamp(6) with time zone) END,
             error_type = 'worker_lost', error_message = ?, progress = 0, progress_note = NULL
       WHERE id = ? AND fencing_token = ? AND status = 'running'""";

  private static final String PUT_BACK =
      """
      UPDATE job SET status = 'queued', attempt = attempt - 1, progress = 0, progress_note = NULL
       WHERE id = ? AND fencing_token = ? AND status = 'running'""";

  private JobChanges() {}

  /** Cancels jobs that are in one of the states. */
  static List<Transition> cancel(
      Connection connection,
      Dialect dialect,
      Collection<UUID> ids,
      Set<JobStatus> from,
      Instant now)
      throws SQLException {
    List<Transition> locked = lock(connection, ids, from, JobStatus.CANCELLED);
    if (locked.isEmpty()) {
      return locked;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            String.format(Locale.ROOT, CANCEL, Bind.marks(locked.size())))) {
      Bind.instant(update, 1, now);
      bindIds(update, 2, locked);
      update.executeUpdate();
    }
    record(connection, dialect, locked, JobEvent.data(JobStatus.CANCELLED), now);
    ReportSql.ended(connection, ids(locked), JobStatus.CANCELLED, now);
    return locked;
  }

  /** Puts final jobs that are in one of the states back in the queue. */
  static List<Transition> retry(
      Connection connection,
      Dialect dialect,
      Map<UUID, JobQueue.Terms> terms,
      Set<JobStatus> from,
      Instant now)
      throws SQLException {
    List<Transition> locked = lock(connection, terms.keySet(), from, JobStatus.QUEUED);
    try (PreparedStatement update = connection.prepareStatement(RETRY)) {
      for (Transition job : locked) {
        JobQueue.Terms given = java.util.Objects.requireNonNull(terms.get(job.job()));
        update.setInt(1, given.moreAttempts());
        Bind.instant(update, 2, given.startBy());
        update.setObject(3, job.job());
        update.addBatch();
      }
      if (!locked.isEmpty()) {
        update.executeBatch();
      }
    }
    record(connection, dialect, locked, JobEvent.data(JobStatus.QUEUED), now);
    return locked;
  }

  /** Queues scheduled jobs whose time has come, and fails queued ones whose time is over. */
  static List<Transition> due(Connection connection, Dialect dialect, Instant now, int limit)
      throws SQLException {
    String skip = dialect == Dialect.POSTGRESQL ? " FOR UPDATE SKIP LOCKED" : "";
    List<Transition> due;
    try (PreparedStatement select = connection.prepareStatement(DUE + skip)) {
      Bind.instant(select, 1, now);
      select.setInt(2, limit);
      due = read(select, from -> from == JobStatus.SCHEDULED ? JobStatus.QUEUED : JobStatus.FAILED);
    }
    List<Transition> queued =
        changed(
            connection,
            PROMOTE,
            due.stream().filter(job -> job.to() == JobStatus.QUEUED).toList(),
            (update, job) -> update.setObject(1, job.job()));
    record(connection, dialect, queued, JobEvent.data(JobStatus.QUEUED), now);
    List<Transition> failed =
        changed(
            connection,
            EXPIRE,
            due.stream().filter(job -> job.to() == JobStatus.FAILED).toList(),
            (update, job) -> {
              Bind.instant(update, 1, now);
              update.setString(2, EXPIRED);
              update.setObject(3, job.job());
              Bind.instant(update, 4, now);
            });
    record(
        connection,
        dialect,
        failed,
        JobHistory.data(JobStatus.FAILED, null, "queue_timeout", EXPIRED),
        now);
    ReportSql.ended(connection, ids(failed), JobStatus.FAILED, now);
    List<Transition> all = new ArrayList<>(queued);
    all.addAll(failed);
    return all;
  }

  private interface Binding {
    void bind(PreparedStatement update, Transition job) throws SQLException;
  }

  /** H2 has not locked them: those that somebody else changed meanwhile are left out. */
  private static List<Transition> changed(
      Connection connection, String sql, List<Transition> jobs, Binding binding)
      throws SQLException {
    List<Transition> changed = new ArrayList<>();
    if (jobs.isEmpty()) {
      return changed;
    }
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (Transition job : jobs) {
        binding.bind(update, job);
        update.addBatch();
      }
      int[] counts = update.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 1) {
          changed.add(jobs.get(i));
        }
      }
    }
    return changed;
  }

  /** Ends the attempt of a worker that is gone: the job runs again, or fails without attempts. */
  static @Nullable JobStatus recover(
      Connection connection, Dialect dialect, UUID id, long fencingToken, String why, Instant now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(RECOVER)) {
      Bind.instant(update, 1, now);
      update.setString(2, why);
      update.setObject(3, id);
      update.setLong(4, fencingToken);
      if (update.executeUpdate() == 0) {
        return null;
      }
    }
    JobStatus to = status(connection, id);
    JobHistory.add(
        connection,
        dialect,
        List.of(new JobHistory.Event(id, now, JobHistory.data(to, null, "worker_lost", why))));
    if (to.isFinal()) {
      ReportSql.ended(connection, List.of(id), to, now);
    }
    return to;
  }

  /** Puts a job back whose attempt never began. */
  static boolean putBack(
      Connection connection, Dialect dialect, UUID id, long fencingToken, Instant now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(PUT_BACK)) {
      update.setObject(1, id);
      update.setLong(2, fencingToken);
      if (update.executeUpdate() == 0) {
        return false;
      }
    }
    JobHistory.add(
        connection,
        dialect,
        List.of(new JobHistory.Event(id, now, JobEvent.data(JobStatus.QUEUED))));
    return true;
  }

  private static JobStatus status(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT status FROM job WHERE id = ?")) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return JobStatus.fromWireName(row.getString(1)).orElseThrow();
      }
    }
  }

  private static List<Transition> lock(
      Connection connection, Collection<UUID> ids, Set<JobStatus> from, JobStatus to)
      throws SQLException {
    String sql = String.format(Locale.ROOT, LOCK, Bind.marks(ids.size()), Bind.marks(from.size()));
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int index = 1;
      for (UUID id : ids) {
        select.setObject(index++, id);
      }
      for (JobStatus state : from) {
        select.setString(index++, state.wireName());
      }
      return read(select, status -> to);
    }
  }

  private static List<Transition> read(PreparedStatement select, UnaryOperator<JobStatus> to)
      throws SQLException {
    List<Transition> jobs = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        JobStatus from = JobStatus.fromWireName(rows.getString(3)).orElseThrow();
        jobs.add(
            new Transition(
                rows.getObject(1, UUID.class),
                new TaskType(rows.getString(2)),
                from,
                to.apply(from)));
      }
    }
    return jobs;
  }

  private static void bindIds(PreparedStatement statement, int first, List<Transition> jobs)
      throws SQLException {
    for (int i = 0; i < jobs.size(); i++) {
      statement.setObject(first + i, jobs.get(i).job());
    }
  }

  private static List<UUID> ids(List<Transition> jobs) {
    return jobs.stream().map(Transition::job).toList();
  }

  private static void record(
      Connection connection, Dialect dialect, List<Transition> jobs, String data, Instant now)
      throws SQLException {
    JobHistory.add(
        connection,
        dialect,
        jobs.stream().map(job -> new JobHistory.Event(job.job(), now, data)).toList());
  }
}
