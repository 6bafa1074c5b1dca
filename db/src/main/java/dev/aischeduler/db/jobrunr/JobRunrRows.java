package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.SchedulableState;
import org.jspecify.annotations.Nullable;

/**
 * The rows of JobRunr's table {@code jobrunr_jobs}: one for each open job, written in batches and
 * guarded by JobRunr's version. Its times are UTC without a zone, as JobRunr binds them.
 */
final class JobRunrRows {
  private static final String INSERT =
      """
      INSERT INTO jobrunr_jobs
             (id, version, jobAsJson, jobSignature, state, createdAt, updatedAt, scheduledAt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String INSERT_ALL =
      """
      INSERT INTO jobrunr_jobs
             (id, version, jobAsJson, jobSignature, state, createdAt, updatedAt, scheduledAt)
      SELECT CAST(n.id AS uuid), n.version, n.json, n.signature, n.state,
             CAST(n.created AS timestamp), CAST(n.updated AS timestamp),
             CAST(n.scheduled AS timestamp)
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
          AS n(id, version, json, signature, state, created, updated, scheduled)""";

  private static final String UPDATE =
      """
      UPDATE jobrunr_jobs SET version = ?, jobAsJson = ?, state = ?, updatedAt = ?, scheduledAt = ?
       WHERE id = ? AND version = ?""";
  private static final String DELETE = "DELETE FROM jobrunr_jobs WHERE id = ? AND version = ?";

  /** PostgreSQL runs one statement over all rows in about half the time of one for each. */
  private static final String UPDATE_ALL =
      """
      UPDATE jobrunr_jobs r
         SET version = n.version, jobAsJson = n.json, state = n.state,
             updatedAt = CAST(n.updated AS timestamp), scheduledAt = CAST(n.scheduled AS timestamp)
        FROM unnest(?, ?, ?, ?, ?, ?, ?)
             AS n(version, json, state, updated, scheduled, id, before)
       WHERE r.id = CAST(n.id AS uuid) AND r.version = n.before
      RETURNING r.id""";

  private static final String DELETE_ALL =
      """
      DELETE FROM jobrunr_jobs r USING unnest(?, ?) AS n(id, before)
       WHERE r.id = CAST(n.id AS uuid) AND r.version = n.before
      RETURNING r.id""";

  private static final String DOCUMENT = "SELECT jobAsJson FROM jobrunr_jobs WHERE id = ?";

  /**
   * job_status_idx leads to the running jobs, so that JobRunr's table needs no index of its own.
   */
  static final String PROCESSING =
      """
      SELECT r.jobAsJson FROM job j JOIN jobrunr_jobs r ON r.id = j.id
       WHERE j.status = 'running' AND r.state = 'PROCESSING' AND r.updatedAt <= ?
       ORDER BY r.updatedAt LIMIT ?""";

  private JobRunrRows() {}

  /** JobRunr's document of an open job. */
  static Optional<String> document(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(DOCUMENT)) {
      select.setObject(1, id);
      return documents(select).stream().findFirst();
    }
  }

  /** Documents of running jobs that gave no sign of life since a time, the oldest first. */
  static List<String> processing(Connection connection, Instant updatedBefore, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PROCESSING)) {
      setTime(select, 1, updatedBefore);
      select.setInt(2, limit);
      return documents(select);
    }
  }

  private static List<String> documents(PreparedStatement select) throws SQLException {
    List<String> documents = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        documents.add(rows.getString(1));
      }
    }
    return documents;
  }

  /** Inserts waiting jobs under the version that they have in memory. */
  static void insert(Connection connection, Dialect dialect, List<Job> jobs) throws SQLException {
    if (PgArrays.fit(dialect, jobs)) {
      insertAll(connection, jobs);
    } else {
      insertEach(connection, jobs);
    }
  }

  private static void insertAll(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ALL)) {
      PgArrays<Job> arrays = new PgArrays<>(insert, jobs);
      arrays.text(1, job -> job.getId().toString());
      arrays.int4(2, Job::getVersion);
      arrays.text(3, job -> JobRunrJobs.document(job, job.getVersion(), job.getJobState()));
      arrays.text(4, Job::getJobSignature);
      arrays.text(5, job -> job.getState().name());
      arrays.text(6, job -> utc(job.getCreatedAt()));
      arrays.text(7, job -> utc(job.getJobState().getUpdatedAt()));
      arrays.text(8, job -> utc(scheduledAt(job.getJobState())));
      insert.executeUpdate();
    }
  }

  private static void insertEach(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Job job : jobs) {
        JobState state = job.getJobState();
        insert.setObject(1, job.getId());
        insert.setInt(2, job.getVersion());
        insert.setString(3, JobRunrJobs.document(job, job.getVersion(), state));
        insert.setString(4, job.getJobSignature());
        insert.setString(5, state.getName().name());
        setTime(insert, 6, job.getCreatedAt());
        setTime(insert, 7, state.getUpdatedAt());
        setTime(insert, 8, scheduledAt(state));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Writes the present state of open jobs under the version that follows the one in memory, and
   * removes the rows of jobs that are over.
   *
   * @return jobs that were not found in the version that they have in memory
   */
  static List<Job> save(Connection connection, Dialect dialect, List<Job> jobs, Predicate<Job> over)
      throws SQLException {
    boolean atOnce = PgArrays.fit(dialect, jobs);
    List<Job> ended = jobs.stream().filter(over).toList();
    List<Job> open = jobs.stream().filter(over.negate()).toList();
    List<Job> lost = new ArrayList<>();
    if (!open.isEmpty()) {
      lost.addAll(atOnce ? updateAll(connection, open) : update(connection, open));
    }
    if (!ended.isEmpty()) {
      lost.addAll(atOnce ? deleteAll(connection, ended) : delete(connection, ended));
    }
    return lost;
  }

  private static List<Job> update(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (Job job : jobs) {
        JobState state = job.getJobState();
        int next = job.getVersion() + 1;
        update.setInt(1, next);
        update.setString(2, document(job, state));
        update.setString(3, state.getName().name());
        setTime(update, 4, state.getUpdatedAt());
        setTime(update, 5, scheduledAt(state));
        update.setObject(6, job.getId());
        update.setInt(7, job.getVersion());
        update.addBatch();
      }
      return missed(jobs, update.executeBatch());
    }
  }

  private static List<Job> delete(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      for (Job job : jobs) {
        delete.setObject(1, job.getId());
        delete.setInt(2, job.getVersion());
        delete.addBatch();
      }
      return missed(jobs, delete.executeBatch());
    }
  }

  private static List<Job> updateAll(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE_ALL)) {
      PgArrays<Job> arrays = new PgArrays<>(update, jobs);
      arrays.int4(1, job -> job.getVersion() + 1);
      arrays.text(2, job -> document(job, job.getJobState()));
      arrays.text(3, job -> job.getState().name());
      arrays.text(4, job -> utc(job.getJobState().getUpdatedAt()));
      arrays.text(5, job -> utc(scheduledAt(job.getJobState())));
      arrays.text(6, job -> job.getId().toString());
      arrays.int4(7, Job::getVersion);
      return missed(jobs, arrays.changed());
    }
  }

  private static String document(Job job, JobState state) {
    return JobRunrJobs.document(job, job.getVersion() + 1, state);
  }

  private static List<Job> deleteAll(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE_ALL)) {
      PgArrays<Job> arrays = new PgArrays<>(delete, jobs);
      arrays.text(1, job -> job.getId().toString());
      arrays.int4(2, Job::getVersion);
      return missed(jobs, arrays.changed());
    }
  }

  private static @Nullable String utc(@Nullable Instant at) {
    return at == null ? null : LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString();
  }

  private static List<Job> missed(List<Job> jobs, Set<UUID> found) {
    return jobs.stream().filter(job -> !found.contains(job.getId())).toList();
  }

  private static List<Job> missed(List<Job> jobs, int[] counts) {
    List<Job> missed = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        missed.add(jobs.get(i));
      }
    }
    return missed;
  }

  private static @Nullable Instant scheduledAt(JobState state) {
    return state instanceof SchedulableState scheduled ? scheduled.getScheduledAt() : null;
  }

  private static void setTime(PreparedStatement statement, int index, @Nullable Instant at)
      throws SQLException {
    if (at == null) {
      statement.setNull(index, Types.TIMESTAMP);
    } else {
      statement.setObject(index, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
    }
  }
}
