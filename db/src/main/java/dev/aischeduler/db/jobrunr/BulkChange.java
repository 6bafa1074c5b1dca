package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.DatabaseException;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.sql.common.db.Transaction;

/**
 * The same state change for some hundreds of jobs, in one transaction. A job that is in another
 * state by then, or that a worker changes at this moment, is left out. Thread-safe.
 */
public final class BulkChange {
  private final JobRunrStorage storage;

  /** Changes jobs of this queue. */
  public BulkChange(JobRunrQueue queue) {
    this.storage = queue.storage();
  }

  /**
   * A job that was changed.
   *
   * @param from its state before
   */
  public record Changed(UUID id, JobStatus from) {}

  /** Cancels those of these jobs that are in one of the states; returns which. */
  public List<Changed> cancel(List<UUID> ids, Set<JobStatus> states) {
    return change(ids, states, job -> job.delete("cancelled by a user"), (connection, done) -> {});
  }

  /**
   * Puts those of these jobs that are in one of the (final) states back in the queue.
   *
   * @param moreAttempts how often each may run from now on
   * @return which were put back
   */
  public List<Changed> retry(
      List<Job> rows, Set<JobStatus> states, ToIntFunction<Job> moreAttempts) {
    return change(
        rows.stream().map(Job::id).toList(),
        states,
        org.jobrunr.jobs.Job::enqueue,
        (connection, done) -> allow(connection, rows, done, moreAttempts));
  }

  private static void allow(
      Connection connection, List<Job> rows, Set<UUID> done, ToIntFunction<Job> moreAttempts)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE job SET max_attempts = attempt + ?, run_at = NULL WHERE id = ?")) {
      for (Job row : rows) {
        if (done.contains(row.id())) {
          update.setInt(1, moreAttempts.applyAsInt(row));
          update.setObject(2, row.id());
          update.addBatch();
        }
      }
      update.executeBatch();
    }
  }

  /** A further statement in the transaction, for the jobs that were changed. */
  private interface Also {
    void run(Connection connection, Set<UUID> done) throws SQLException;
  }

  private List<Changed> change(
      List<UUID> ids, Set<JobStatus> states, Consumer<org.jobrunr.jobs.Job> edit, Also also) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<org.jobrunr.jobs.Job> jobs = new ArrayList<>();
    List<Changed> changed;
    try (Connection connection = storage.connection();
        Transaction transaction = new Transaction(connection)) {
      List<Changed> locked = lock(connection, ids, states);
      for (Changed one : locked) {
        storage.table(connection).selectJobById(one.id()).ifPresent(jobs::add);
      }
      jobs.forEach(edit);
      try {
        storage.table(connection).save(jobs);
      } catch (ConcurrentJobModificationException e) {
        jobs.removeAll(e.getConcurrentUpdatedJobs());
      }
      Set<UUID> done =
          jobs.stream().map(org.jobrunr.jobs.Job::getId).collect(Collectors.toUnmodifiableSet());
      changed = locked.stream().filter(one -> done.contains(one.id())).toList();
      also.run(connection, done);
      transaction.commit();
    } catch (SQLException e) {
      throw new DatabaseException("jobs could not be changed: " + e.getMessage(), e);
    }
    storage.changed(jobs);
    return changed;
  }

  /** In the order of ids, as every transaction takes its locks. */
  private static List<Changed> lock(Connection connection, List<UUID> ids, Set<JobStatus> states)
      throws SQLException {
    String sql =
        "SELECT id, status FROM job WHERE id IN (%s) AND status IN (%s) ORDER BY id FOR UPDATE"
            .formatted(
                String.join(",", Collections.nCopies(ids.size(), "?")),
                String.join(",", Collections.nCopies(states.size(), "?")));
    List<Changed> locked = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int index = 1;
      for (UUID id : ids) {
        select.setObject(index++, id);
      }
      for (JobStatus state : states) {
        select.setString(index++, state.wireName());
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          JobStatus from = JobStatus.fromWireName(rows.getString(2)).orElseThrow();
          locked.add(new Changed(rows.getObject(1, UUID.class), from));
        }
      }
    }
    return locked;
  }
}
