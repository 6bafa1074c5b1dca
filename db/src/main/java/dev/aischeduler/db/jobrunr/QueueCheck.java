package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.DatabaseException;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobRowMapper;
import dev.aischeduler.db.job.JobStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jobrunr.storage.sql.common.db.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Finds jobs that JobRunr's table disagrees with, and makes that table fit: the {@code job} row is
 * the truth. Both change in one transaction, so that only a restored backup, a hand in the database
 * or a fault of ours can part them. Thread-safe.
 */
public final class QueueCheck {
  /** The smallest and the largest id. */
  private static final UUID FIRST = new UUID(0, 0);

  private static final UUID LAST = new UUID(-1, -1);

  /**
   * One statement, so that it sees both tables at the same moment. The bounds stand on both sides
   * of each join, so that both are read by ranges of their primary keys.
   */
  static final String LOOK =
      """
      SELECT j.id, j.status, j.fencing_token, r.state, r.version
        FROM job j LEFT JOIN jobrunr_jobs r ON r.id = j.id AND r.id > ? AND r.id <= ?
       WHERE j.id > ? AND j.id <= ? AND j.status IN ('scheduled', 'queued', 'running')
         AND (r.id IS NULL OR r.state <> CASE j.status WHEN 'scheduled' THEN 'SCHEDULED'
                                                       WHEN 'queued' THEN 'ENQUEUED'
                                                       ELSE 'PROCESSING' END)
      UNION ALL
      SELECT r.id, j.status, COALESCE(j.fencing_token, 0), r.state, r.version
        FROM jobrunr_jobs r LEFT JOIN job j ON j.id = r.id AND j.id > ? AND j.id <= ?
       WHERE r.id > ? AND r.id <= ?
         AND (j.id IS NULL OR j.status NOT IN ('scheduled', 'queued', 'running'))
       LIMIT ?""";

  /** Primary key. */
  static final String END = "SELECT id FROM job WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?";

  private static final String LOCK_JOB = "SELECT * FROM job WHERE id = ? FOR UPDATE";
  private static final String LOCK_ROW =
      "SELECT state, version FROM jobrunr_jobs WHERE id = ? FOR UPDATE";
  private static final String DELETE_ROW = "DELETE FROM jobrunr_jobs WHERE id = ?";

  /**
   * Versions of repaired rows begin here, at random: a worker that still holds the job from before
   * must not meet its version again.
   */
  private static final int VERSIONS = 1 << 28;

  private final JobRunrStorage storage;

  /** A check of the tables behind a queue. */
  public QueueCheck(JobRunrQueue queue) {
    this.storage = queue.storage();
  }

  /** At most so many disagreements, anywhere. */
  public List<Disagreement> look(int limit) {
    return look(new Stretch(FIRST, LAST), limit);
  }

  /**
   * Some jobs that follow one another by id.
   *
   * @param after they begin behind this id
   * @param to the id of the last of them
   */
  public record Stretch(UUID after, UUID to) {
    /** True when no other stretch follows. */
    public boolean isLast() {
      return to.equals(LAST);
    }
  }

  /** The first so many jobs behind a stretch; the first of all when it is null or the last one. */
  public Stretch next(@Nullable Stretch before, int jobs) {
    UUID after = before == null || before.isLast() ? FIRST : before.to();
    try (Connection connection = storage.connection();
        PreparedStatement select = connection.prepareStatement(END)) {
      select.setObject(1, after);
      select.setInt(2, jobs - 1);
      try (ResultSet row = select.executeQuery()) {
        return new Stretch(after, row.next() ? row.getObject(1, UUID.class) : LAST);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** At most so many disagreements among some jobs. */
  public List<Disagreement> look(Stretch stretch, int limit) {
    List<Disagreement> found = new ArrayList<>();
    try (Connection connection = storage.connection();
        PreparedStatement select = connection.prepareStatement(LOOK)) {
      for (int i = 0; i < 8; i += 2) {
        select.setObject(i + 1, stretch.after());
        select.setObject(i + 2, stretch.to());
      }
      select.setInt(9, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID id = rows.getObject(1, UUID.class);
          String status = rows.getString(2);
          String state = rows.getString(4);
          found.add(
              new Disagreement(
                  id, kind(status, state), status, rows.getLong(3), state, rows.getInt(5)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static DatabaseException failed(SQLException e) {
    return new DatabaseException("the queue could not be checked: " + e.getMessage(), e);
  }

  private static Disagreement.Kind kind(@Nullable String status, @Nullable String state) {
    if (state == null) {
      return Disagreement.Kind.MISSING;
    }
    return isOpen(status) ? Disagreement.Kind.DIFFERENT : Disagreement.Kind.SURPLUS;
  }

  private static boolean isOpen(@Nullable String status) {
    return status != null
        && JobStatus.fromWireName(status).map(known -> !known.isFinal()).orElse(false);
  }

  /**
   * Makes JobRunr's row fit its job. A running job gets a row without a server, which JobRunr's
   * hunt for orphans then takes up as it does a lost worker's.
   *
   * @return false when the two have changed since they were seen
   */
  public boolean repair(Disagreement seen) {
    List<org.jobrunr.jobs.Job> repaired;
    try (Connection connection = storage.connection();
        Transaction transaction = new Transaction(connection)) {
      // our row first, as in every transaction
      Job job = lockJob(connection, seen.id());
      if (!isAsSeen(connection, seen, job)) {
        return false;
      }
      try (PreparedStatement delete = connection.prepareStatement(DELETE_ROW)) {
        delete.setObject(1, seen.id());
        delete.executeUpdate();
      }
      repaired = job == null || job.status().isFinal() ? List.of() : List.of(fitting(job));
      JobRunrRows.insert(connection, storage.database(), repaired);
      transaction.commit();
    } catch (SQLException e) {
      throw new DatabaseException(
          "job " + seen.id() + " could not be repaired: " + e.getMessage(), e);
    }
    storage.changed(repaired);
    return true;
  }

  private static @Nullable Job lockJob(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LOCK_JOB)) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? JobRowMapper.map(row) : null;
      }
    }
  }

  private static boolean isAsSeen(Connection connection, Disagreement seen, @Nullable Job job)
      throws SQLException {
    String state = null;
    int version = 0;
    try (PreparedStatement select = connection.prepareStatement(LOCK_ROW)) {
      select.setObject(1, seen.id());
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          state = row.getString(1);
          version = row.getInt(2);
        }
      }
    }
    return Objects.equals(seen.status(), job == null ? null : job.status().wireName())
        && seen.fencingToken() == (job == null ? 0 : job.fencingToken())
        && Objects.equals(seen.state(), state)
        && seen.version() == version;
  }

  private static org.jobrunr.jobs.Job fitting(Job job) {
    int version = VERSIONS + ThreadLocalRandom.current().nextInt(VERSIONS);
    return job.status() == JobStatus.RUNNING
        ? JobRunrJobs.running(job, version)
        : JobRunrJobs.waiting(job, version);
  }
}
