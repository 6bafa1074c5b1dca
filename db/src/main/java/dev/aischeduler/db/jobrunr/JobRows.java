package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.job.Backoff;
import dev.aischeduler.db.job.Job;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Writes new jobs to our table. */
final class JobRows {
  private static final String COLUMNS =
      """
      INSERT INTO job (id, type, lane, resource, priority, sort_key, status, max_attempts, request,
        idempotency_key, tenant, tags, created_at, run_at, timeout_s, unique_key, backoff_s,
        backoff_max_s, backoff_factor, queue_timeout_s, start_by, share, progress, attempt,
        fencing_token)
      """;

  private static final String ONE =
      COLUMNS
          + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)";

  /** PostgreSQL takes many rows as arrays in a third of the time of a batch. */
  private static final String ALL =
      COLUMNS
          + """
      SELECT CAST(n.id AS uuid), n.type, n.type, n.resource, n.priority, n.sort_key, n.status,
             n.max_attempts, n.request, n.idempotency_key, n.tenant, n.tags,
             CAST(n.created_at AS timestamptz), CAST(n.run_at AS timestamptz), n.timeout_s,
             n.unique_key, n.backoff_s, n.backoff_max_s, n.backoff_factor, n.queue_timeout_s,
             CAST(n.start_by AS timestamptz), n.share, 0, 0, 0
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          AS n(id, type, resource, priority, sort_key, status, max_attempts, request,
               idempotency_key, tenant, tags, created_at, run_at, timeout_s, unique_key, backoff_s,
               backoff_max_s, backoff_factor, queue_timeout_s, start_by, share)""";

  private JobRows() {}

  /** Inserts jobs. */
  static void insert(Connection connection, Dialect dialect, List<Job> jobs) throws SQLException {
    if (PgArrays.fit(dialect, jobs)) {
      insertAll(connection, jobs);
    } else {
      insertEach(connection, jobs);
    }
  }

  private static void insertEach(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ONE)) {
      for (Job job : jobs) {
        insert.setObject(1, job.id());
        insert.setString(2, job.type().wireName());
        insert.setString(3, job.type().wireName());
        insert.setString(4, job.resource());
        insert.setInt(5, job.priority());
        insert.setLong(6, job.sortKey());
        insert.setString(7, job.status().wireName());
        insert.setInt(8, job.maxAttempts());
        insert.setString(9, job.request());
        insert.setString(10, job.idempotencyKey());
        insert.setString(11, job.tenant());
        insert.setString(12, Job.joinTags(job.tags()));
        JobMirror.setInstant(insert, 13, job.createdAt());
        JobMirror.setInstant(insert, 14, job.runAt());
        insert.setInt(15, job.timeoutS());
        insert.setString(16, job.uniqueKey());
        Backoff backoff = job.backoff();
        insert.setObject(17, backoff == null ? null : backoff.firstS(), Types.INTEGER);
        insert.setObject(18, backoff == null ? null : backoff.maxS(), Types.INTEGER);
        insert.setObject(19, backoff == null ? null : backoff.factor(), Types.DOUBLE);
        insert.setInt(20, job.queueTimeoutS());
        JobMirror.setInstant(insert, 21, job.startBy());
        insert.setString(22, job.share());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void insertAll(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ALL)) {
      PgArrays<Job> arrays = new PgArrays<>(insert, jobs);
      arrays.text(1, job -> job.id().toString());
      arrays.text(2, job -> job.type().wireName());
      arrays.text(3, Job::resource);
      arrays.int4(4, Job::priority);
      arrays.int8(5, Job::sortKey);
      arrays.text(6, job -> job.status().wireName());
      arrays.int4(7, Job::maxAttempts);
      arrays.text(8, Job::request);
      arrays.text(9, Job::idempotencyKey);
      arrays.text(10, Job::tenant);
      arrays.text(11, job -> Job.joinTags(job.tags()));
      arrays.time(12, Job::createdAt);
      arrays.time(13, Job::runAt);
      arrays.int4(14, Job::timeoutS);
      arrays.text(15, Job::uniqueKey);
      arrays.int4OrNull(16, job -> job.backoff() == null ? null : job.backoff().firstS());
      arrays.int4OrNull(17, job -> job.backoff() == null ? null : job.backoff().maxS());
      arrays.float8OrNull(18, job -> job.backoff() == null ? null : job.backoff().factor());
      arrays.int4(19, Job::queueTimeoutS);
      arrays.time(20, Job::startBy);
      arrays.text(21, Job::share);
      insert.executeUpdate();
    }
  }
}
