package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.ProcessingState;
import org.jspecify.annotations.Nullable;

/**
 * Writes JobRunr's state changes to our {@code job} row, its history and its artifacts, on
 * JobRunr's own connection and so in its transaction. JobRunr's version check comes first and rolls
 * back a worker that lost its job, so a result is committed at most once.
 *
 * <p>The update is gated by the stored status alone, not by JobRunr's in-memory change flag: a
 * heartbeat may save the change before the worker that made it does.
 */
final class JobMirror {
  private static final String UPDATE =
      """
      UPDATE job SET status = ?, attempt = attempt + ?, fencing_token = fencing_token + ?,
             node = COALESCE(?, node), run_at = COALESCE(?, run_at),
             started_at = COALESCE(?, started_at), finished_at = ?, result = ?,
             error_type = ?, error_message = ?, progress = ?, progress_note = NULL
       WHERE id = ? AND status <> ?""";

  /**
   * The same for many rows in one statement, which costs PostgreSQL half of one for each; locked in
   * the order of ids first, as every transaction takes its locks.
   */
  private static final String UPDATE_ALL =
      """
      WITH n AS MATERIALIZED (
        SELECT j.id AS job_id, n.* FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               AS n(id, status, attempts, tokens, node, run_at, started_at, finished_at, result,
                    error_type, error_message, progress)
          JOIN job j ON j.id = CAST(n.id AS uuid) AND j.status <> n.status
         ORDER BY j.id FOR UPDATE OF j)
      UPDATE job j
         SET status = n.status, attempt = j.attempt + n.attempts,
             fencing_token = j.fencing_token + n.tokens, node = COALESCE(n.node, j.node),
             run_at = COALESCE(CAST(n.run_at AS timestamptz), j.run_at),
             started_at = COALESCE(CAST(n.started_at AS timestamptz), j.started_at),
             finished_at = CAST(n.finished_at AS timestamptz), result = n.result,
             error_type = n.error_type, error_message = n.error_message,
             progress = n.progress, progress_note = NULL
        FROM n WHERE j.id = n.job_id
      RETURNING j.id""";

  private static final String STORED = "SELECT status, node FROM job WHERE id = ?";
  private static final String INSERT_ARTIFACT =
      """
      INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256, created_at)
      VALUES (?, ?, ?, ?, ?, ?)""";

  private final Dialect dialect;
  private final JobChanges changes;
  private final JobHistory history;

  /**
   * A mirror.
   *
   * @param outcomes what the attempt of a job produced, or null
   */
  JobMirror(Dialect dialect, Clock clock, Function<UUID, @Nullable Outcome> outcomes) {
    this.dialect = dialect;
    this.changes = new JobChanges(clock, outcomes);
    this.history = new JobHistory(dialect, clock);
  }

  /** The history that it writes. */
  JobHistory history() {
    return history;
  }

  void write(Connection connection, List<Job> jobs) throws SQLException {
    List<JobChange> wanted = jobs.stream().map(changes::of).toList();
    boolean atOnce = PgArrays.fit(dialect, wanted);
    List<JobChange> made = atOnce ? updateAll(connection, wanted) : update(connection, wanted);
    if (!made.isEmpty()) {
      history.changed(connection, made);
      insertArtifacts(connection, made);
    }
  }

  private static List<JobChange> update(Connection connection, List<JobChange> changes)
      throws SQLException {
    List<JobChange> made = new ArrayList<>();
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (JobChange change : changes) {
        bind(update, change);
        update.addBatch();
      }
      int[] counts = update.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] != 0) {
          made.add(changes.get(i));
        }
      }
    }
    return made;
  }

  private static List<JobChange> updateAll(Connection connection, List<JobChange> changes)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE_ALL)) {
      PgArrays<JobChange> arrays = new PgArrays<>(update, changes);
      arrays.text(1, change -> change.id().toString());
      arrays.text(2, change -> change.status().wireName());
      arrays.int4(3, JobChange::attemptDelta);
      arrays.int4(4, JobChange::tokenDelta);
      arrays.text(5, JobChange::node);
      arrays.time(6, JobChange::runAt);
      arrays.time(7, JobChange::startedAt);
      arrays.time(8, JobChange::finishedAt);
      arrays.text(9, change -> change.outcome().result());
      arrays.text(10, change -> change.outcome().errorType());
      arrays.text(11, change -> limit(change.outcome().errorMessage()));
      arrays.int4(12, change -> (int) progress(change));
      Set<UUID> found = arrays.changed();
      return changes.stream().filter(change -> found.contains(change.id())).toList();
    }
  }

  private static double progress(JobChange change) {
    return change.status() == JobStatus.SUCCEEDED ? 1.0 : 0.0;
  }

  /**
   * Those of these jobs whose end is not stored yet: a commit of unknown outcome, or a heartbeat,
   * may have stored it before. An end by another node counts as another end.
   */
  List<Job> withoutDone(Connection connection, List<Job> jobs) throws SQLException {
    List<Job> others = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(STORED)) {
      for (Job job : jobs) {
        JobChange change = changes.of(job);
        select.setObject(1, job.getId());
        try (ResultSet row = select.executeQuery()) {
          boolean done =
              change.status().isFinal()
                  && row.next()
                  && change.status().wireName().equals(row.getString(1))
                  && Objects.equals(row.getString(2), nodeOf(job));
          if (!done) {
            others.add(job);
          }
        }
      }
    }
    return others;
  }

  private static @Nullable String nodeOf(Job job) {
    return job.getLastJobStateOfType(ProcessingState.class)
        .map(ProcessingState::getServerName)
        .orElse(null);
  }

  private static void bind(PreparedStatement update, JobChange change) throws SQLException {
    Outcome outcome = change.outcome();
    update.setString(1, change.status().wireName());
    update.setInt(2, change.attemptDelta());
    update.setInt(3, change.tokenDelta());
    update.setString(4, change.node());
    setInstant(update, 5, change.runAt());
    setInstant(update, 6, change.startedAt());
    setInstant(update, 7, change.finishedAt());
    update.setString(8, outcome.result());
    update.setString(9, outcome.errorType());
    update.setString(10, limit(outcome.errorMessage()));
    update.setDouble(11, progress(change));
    update.setObject(12, change.id());
    update.setString(13, change.status().wireName());
  }

  private static @Nullable String limit(@Nullable String message) {
    return message == null || message.length() <= 4000 ? message : message.substring(0, 3999) + "…";
  }

  static void setInstant(PreparedStatement statement, int index, @Nullable Instant instant)
      throws SQLException {
    if (instant == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
    }
  }

  private static void insertArtifacts(Connection connection, List<JobChange> changes)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ARTIFACT)) {
      boolean any = false;
      for (JobChange change : changes) {
        for (Artifact artifact : change.outcome().artifacts()) {
          any = true;
          insert.setObject(1, artifact.jobId());
          insert.setString(2, artifact.name());
          insert.setString(3, artifact.mediaType());
          insert.setLong(4, artifact.size());
          insert.setString(5, artifact.sha256());
          setInstant(insert, 6, artifact.createdAt());
          insert.addBatch();
        }
      }
      if (any) {
        insert.executeBatch();
      }
    }
  }
}
