package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.DatabaseException;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.KeyTakenException;
import dev.aischeduler.db.job.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.sql.common.db.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The queue's state changes that no worker makes: submit, cancel, retry, promote, put right after a
 * crash. Each is one transaction over our row and JobRunr's. Thread-safe.
 */
public final class JobRunrQueue {
  private static final int TRIES = 20;

  /** A job that starts anew gets more attempts, and a new time to start by. */
  static final String RETRY =
      """
      UPDATE job SET status = 'queued', max_attempts = attempt + ?, run_at = NULL,
             started_at = NULL, start_by = ?, finished_at = NULL,
             error_type = NULL, error_message = NULL
       WHERE id = ? AND status IN ('failed', 'cancelled')""";

  /** job_due_idx; rows that another node promotes at this moment are passed over. */
  static final String DUE =
      """
      SELECT id FROM job WHERE due_at <= ? ORDER BY due_at LIMIT ?""";

  private final JobRunrStorage storage;
  private final Dialect dialect;

  /**
   * A queue, with the storage for JobRunr's servers.
   *
   * @param outcomes what the running attempt of a job on this node has produced so far, or null
   * @param election may move a job that has just failed on to its next state
   * @param listener hears of every committed change of this process
   */
  public JobRunrQueue(
      Database database,
      Clock clock,
      Function<UUID, @Nullable Outcome> outcomes,
      Consumer<org.jobrunr.jobs.Job> election,
      JobChangeListener listener) {
    this.dialect = database.dialect();
    JobMirror mirror = new JobMirror(dialect, clock, outcomes);
    this.storage = new JobRunrStorage(database, mirror, election, listener);
  }

  /** The storage for JobRunr's servers. */
  public JobRunrStorage storage() {
    return storage;
  }

  /**
   * Stores new jobs; all or none.
   *
   * @throws KeyTakenException when one of their keys is taken
   */
  public void submit(List<Job> jobs) {
    List<org.jobrunr.jobs.Job> jobRunrJobs;
    try (Connection connection = storage.connection();
        Transaction transaction = new Transaction(connection)) {
      JobRows.insert(connection, dialect, jobs);
      jobRunrJobs = storage.table(connection).insert(jobs);
      transaction.commit();
    } catch (SQLException e) {
      if (isKeyTaken(e)) {
        throw new KeyTakenException(e);
      }
      throw new DatabaseException("jobs could not be stored: " + e.getMessage(), e);
    }
    storage.changed(jobRunrJobs);
  }

  /** Cancels a job that is not final; false when it is, or is unknown. */
  public boolean cancel(UUID id) {
    return change(
        id,
        job -> {
          job.delete("cancelled by a user");
          return true;
        });
  }

  /**
   * Puts a failed or cancelled job back in the queue with more attempts; false when it is in
   * another state.
   *
   * @param row the job as it is now
   * @param startBy when it fails unless it has started by then; null for never
   * @throws KeyTakenException when another job that is not final holds its unique key
   */
  public boolean retry(Job row, int moreAttempts, @Nullable Instant startBy) {
    org.jobrunr.jobs.Job jobRunrJob;
    try (Connection connection = storage.connection();
        Transaction transaction = new Transaction(connection)) {
      try (PreparedStatement update = connection.prepareStatement(RETRY)) {
        update.setInt(1, moreAttempts);
        JobMirror.setInstant(update, 2, startBy);
        update.setObject(3, row.id());
        if (update.executeUpdate() == 0) {
          return false;
        }
      }
      jobRunrJob = storage.table(connection).reopen(row);
      transaction.commit();
    } catch (SQLException e) {
      if (isKeyTaken(e)) {
        throw new KeyTakenException(e);
      }
      throw new DatabaseException(
          "job " + row.id() + " could not be retried: " + e.getMessage(), e);
    }
    storage.changed(List.of(jobRunrJob));
    return true;
  }

  /** Makes jobs whose time has come startable; returns how many. */
  public int promote(Instant now, int limit) {
    List<UUID> due = new ArrayList<>();
    List<org.jobrunr.jobs.Job> jobs = new ArrayList<>();
    try (Connection connection = storage.connection();
        Transaction transaction = new Transaction(connection)) {
      String lock = dialect == Dialect.POSTGRESQL ? " FOR UPDATE SKIP LOCKED" : "";
      try (PreparedStatement select = connection.prepareStatement(DUE + lock)) {
        JobMirror.setInstant(select, 1, now);
        select.setInt(2, limit);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            due.add(rows.getObject(1, UUID.class));
          }
        }
      }
      for (UUID id : due) {
        storage.table(connection).selectJobById(id).ifPresent(jobs::add);
      }
      jobs.removeIf(job -> !job.hasState(StateName.SCHEDULED));
      jobs.forEach(org.jobrunr.jobs.Job::enqueue);
      storage.table(connection).save(jobs);
      transaction.commit();
    } catch (ConcurrentJobModificationException e) {
      return 0; // another node was quicker, or a user cancelled: the next round sees it
    } catch (SQLException e) {
      throw new DatabaseException("due jobs could not be promoted: " + e.getMessage(), e);
    }
    storage.changed(jobs);
    return jobs.size();
  }

  /**
   * Ends the attempt of a worker that is known to be gone; false when it ended by itself, or when
   * the job was claimed anew since.
   *
   * @param fencingToken of the attempt
   */
  public boolean orphan(UUID id, long fencingToken, String reason) {
    return change(
        id,
        job -> {
          if (!job.hasState(StateName.PROCESSING) || fencingToken(id) != fencingToken) {
            return false;
          }
          job.failed("worker lost", new WorkerLostException(reason));
          storage.elect(job);
          return true;
        });
  }

  /**
   * The token of the last claim. A claim after this read changes JobRunr's version, so that a
   * change which relies on it is refused.
   */
  private long fencingToken(UUID id) {
    try (Connection connection = storage.connection();
        PreparedStatement select =
            connection.prepareStatement("SELECT fencing_token FROM job WHERE id = ?")) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : -1;
      }
    } catch (SQLException e) {
      throw new DatabaseException("job " + id + " could not be read: " + e.getMessage(), e);
    }
  }

  /** SQL states of class 23: a unique index refuses the row. */
  static boolean isKeyTaken(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("23");
  }

  /** SQL states of class 40: deadlock and serialization failure. */
  private static boolean isRolledBack(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("40");
  }

  private boolean change(UUID id, Predicate<org.jobrunr.jobs.Job> edit) {
    for (int i = 0; i < TRIES; i++) {
      try (Connection connection = storage.connection();
          Transaction transaction = new Transaction(connection)) {
        var job = storage.table(connection).selectJobById(id);
        if (job.isEmpty() || !edit.test(job.get())) {
          return false;
        }
        storage.table(connection).save(job.get());
        transaction.commit();
        storage.changed(List.of(job.get()));
        return true;
      } catch (ConcurrentJobModificationException e) {
        // a heartbeat or a worker was quicker: look at the job again
      } catch (SQLException e) {
        if (!isRolledBack(e)) {
          throw new DatabaseException("job " + id + " could not be changed: " + e.getMessage(), e);
        }
        // a deadlock with a claim: the database chose this side to begin again
      }
    }
    throw new DatabaseException(
        "job " + id + " changed too often at once; try again", new IllegalStateException());
  }
}
