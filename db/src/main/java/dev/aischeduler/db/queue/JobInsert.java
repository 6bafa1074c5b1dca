package dev.aischeduler.db.queue;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.job.Backoff;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.webhook.Callback;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;

/**
 * Writes new jobs. The row of a job that is queued shows its creation by itself; one that is
 * scheduled has an event besides, for its {@code run_at} changes with each retry.
 */
final class JobInsert {
  static final String COLUMNS =
      """
      INSERT INTO job (id, type, lane, resource, priority, sort_key, max_attempts, request,
        idempotency_key, tenant, tags, created_at, run_at, timeout_s, unique_key, backoff_s,
        backoff_max_s, backoff_factor, queue_timeout_s, start_by, share, run_id, callback_url,
        callback_events, traceparent, progress, status, attempt, fencing_token, node, started_at)
      """;

  private static final String ONE =
      COLUMNS
          + """
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)""";

  /** Both databases take many rows as arrays in less time than as a batch. */
  private static final String ROWS =
      """
      SELECT CAST(n.id AS uuid), n.type, n.type, n.resource, n.priority, n.sort_key,
             n.max_attempts, n.request, n.idempotency_key, n.tenant, n.tags,
             CAST(n.created_at AS timestamp(6) with time zone),
             CAST(n.run_at AS timestamp(6) with time zone), n.timeout_s, n.unique_key, n.backoff_s,
             n.backoff_max_s, n.backoff_factor, n.queue_timeout_s,
             CAST(n.start_by AS timestamp(6) with time zone), n.share, CAST(n.run_id AS uuid),
             n.callback_url, n.callback_events, n.traceparent, 0, n.status, 0, 0,
             CAST(NULL AS varchar), CAST(NULL AS timestamp(6) with time zone)
        FROM %s AS n(id, type, resource, priority, sort_key, status, max_attempts, request,
               idempotency_key, tenant, tags, created_at, run_at, timeout_s, unique_key, backoff_s,
               backoff_max_s, backoff_factor, queue_timeout_s, start_by, share, event, run_id,
               callback_url, callback_events, traceparent)""";

  private static final String[] TYPES = {
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.INT,
    RowArrays.LONG,
    RowArrays.TEXT,
    RowArrays.INT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.INT,
    RowArrays.TEXT,
    RowArrays.INT,
    RowArrays.INT,
    RowArrays.DOUBLE,
    RowArrays.INT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT,
    RowArrays.TEXT
  };

  private static final String ALL_ON_H2 =
      COLUMNS
          + String.format(
              Locale.ROOT, ROWS, "unnest(" + RowArrays.parameters(Dialect.H2, TYPES) + ")");

  /** Rows and history in one statement, of which the arrays are sent once. */
  private static final String ALL_ON_POSTGRESQL =
      "WITH a AS MATERIALIZED (SELECT * FROM unnest("
          + RowArrays.parameters(Dialect.POSTGRESQL, TYPES)
          + """
      ) AS a(id, type, resource, priority, sort_key, status, max_attempts, request,
               idempotency_key, tenant, tags, created_at, run_at, timeout_s, unique_key, backoff_s,
               backoff_max_s, backoff_factor, queue_timeout_s, start_by, share, event, run_id,
               callback_url, callback_events, traceparent)),
      j AS (
      """
          + COLUMNS
          + String.format(Locale.ROOT, ROWS, "a")
          + """
      )
      INSERT INTO job_event (job_id, at, kind, data)
      SELECT CAST(a.id AS uuid), CAST(a.created_at AS timestamptz), 'state', a.event
        FROM a WHERE a.event IS NOT NULL""";

  private JobInsert() {}

  /** Inserts new jobs that wait; on PostgreSQL it is one statement. */
  static void waiting(Connection connection, Dialect dialect, List<Job> jobs) throws SQLException {
    List<JobHistory.Event> events =
        jobs.stream()
            .filter(JobInsert::hasEvent)
            .map(job -> new JobHistory.Event(job.id(), job.createdAt(), event(job)))
            .toList();
    boolean postgresql = dialect == Dialect.POSTGRESQL;
    // there the statement with arrays writes the events too
    if (RowArrays.fit(dialect, jobs) || (postgresql && !events.isEmpty())) {
      all(connection, postgresql ? ALL_ON_POSTGRESQL : ALL_ON_H2, jobs);
    } else {
      batch(connection, jobs);
    }
    if (!postgresql) {
      JobHistory.add(connection, dialect, events);
    }
  }

  private static boolean hasEvent(Job job) {
    return job.status() == JobStatus.SCHEDULED;
  }

  private static String event(Job job) {
    return JobHistory.data(job.status(), job.runAt());
  }

  /** Inserts rows alone, in whatever state. */
  static void batch(Connection connection, List<Job> jobs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ONE)) {
      for (Job job : jobs) {
        bind(insert, job);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void bind(PreparedStatement insert, Job job) throws SQLException {
    int next = bindShared(insert, 1, job);
    insert.setString(next, job.status().wireName());
    insert.setInt(next + 1, job.attempt());
    insert.setLong(next + 2, job.fencingToken());
    insert.setString(next + 3, job.node());
    Bind.instant(insert, next + 4, job.startedAt());
  }

  /** Binds what does not depend on whether the job starts at once; returns the index after it. */
  static int bindShared(PreparedStatement insert, int first, Job job) throws SQLException {
    int i = first;
    insert.setObject(i++, job.id());
    insert.setString(i++, job.type().wireName());
    insert.setString(i++, job.type().wireName());
    insert.setString(i++, job.resource());
    insert.setInt(i++, job.priority());
    insert.setLong(i++, job.sortKey());
    insert.setInt(i++, job.maxAttempts());
    insert.setString(i++, job.request());
    insert.setString(i++, job.idempotencyKey());
    insert.setString(i++, job.tenant());
    insert.setString(i++, Job.joinTags(job.tags()));
    Bind.instant(insert, i++, job.createdAt());
    Bind.instant(insert, i++, job.runAt());
    insert.setInt(i++, job.timeoutS());
    insert.setString(i++, job.uniqueKey());
    Backoff backoff = job.backoff();
    insert.setObject(i++, backoff == null ? null : backoff.firstS(), Types.INTEGER);
    insert.setObject(i++, backoff == null ? null : backoff.maxS(), Types.INTEGER);
    insert.setObject(i++, backoff == null ? null : backoff.factor(), Types.DOUBLE);
    insert.setInt(i++, job.queueTimeoutS());
    Bind.instant(insert, i++, job.startBy());
    insert.setString(i++, job.share());
    insert.setObject(i++, job.runId());
    Callback callback = job.callback();
    insert.setString(i++, callback == null ? null : callback.url());
    insert.setString(i++, callback == null ? null : callback.joinedEvents());
    insert.setString(i++, job.traceparent());
    return i;
  }

  private static void all(Connection connection, String sql, List<Job> jobs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      RowArrays<Job> arrays = new RowArrays<>(insert, jobs);
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
      arrays.text(22, job -> hasEvent(job) ? event(job) : null);
      arrays.text(23, job -> job.runId() == null ? null : job.runId().toString());
      arrays.text(24, job -> job.callback() == null ? null : job.callback().url());
      arrays.text(25, job -> job.callback() == null ? null : job.callback().joinedEvents());
      arrays.text(26, Job::traceparent);
      insert.executeUpdate();
    }
  }
}
