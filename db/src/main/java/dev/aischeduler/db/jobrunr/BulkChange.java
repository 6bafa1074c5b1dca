package dev.aischeduler.db.jobrunr;

import dev.aischeduler.db.DatabaseException;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.KeyTakenException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.sql.common.db.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The same state change for some hundreds of jobs, in one transaction. A job that is in another
 * state by then, or that a worker changes at this moment, is left out. Thread-safe.
 */
public final class BulkChange {
  /** COALESCE keeps H2 from reading all jobs of these states by job_status_idx. */
  private static final String LOCK =
      """
      SELECT id, status FROM job WHERE id IN (%s) AND COALESCE(status, '') IN (%s)
       ORDER BY id FOR UPDATE""";

  private static final String EXPIRED = "the job had not started when its queue_timeout_s was over";

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
    return change(ids, states, job -> job.delete("cancelled by a user"));
  }

  /**
   * Puts those of these jobs that are in one of the (final) states back in the queue.
   *
   * @param terms how often each may run from now on, and by when it must start
   * @return which were put back; a job whose unique key another one holds is left out
   */
  public List<Changed> retry(List<Job> rows, Set<JobStatus> states, Function<Job, Terms> terms) {
    if (rows.isEmpty()) {
      return List.of();
    }
    try {
      return reopen(rows, states, terms);
    } catch (KeyTakenException e) {
      if (rows.size() == 1) {
        return List.of();
      }
      // the transaction is lost: without those whose key is taken, the others go through
      List<Changed> changed =
          new ArrayList<>(retry(rows.subList(0, rows.size() / 2), states, terms));
      changed.addAll(retry(rows.subList(rows.size() / 2, rows.size()), states, terms));
      return changed;
    }
  }

  /**
   * What a job that starts anew is given.
   *
   * @param moreAttempts how often it may run
   * @param startBy when it fails unless it has started by then; null for never
   */
  public record Terms(int moreAttempts, @Nullable Instant startBy) {}

  private List<Changed> reopen(List<Job> rows, Set<JobStatus> states, Function<Job, Terms> terms) {
    List<org.jobrunr.jobs.Job> jobs = new ArrayList<>();
    List<Changed> locked;
    try (Connection connection = storage.connection();
        Transaction transaction = new Transaction(connection)) {
      locked = lock(connection, rows.stream().map(Job::id).toList(), states);
      Set<UUID> ids = locked.stream().map(Changed::id).collect(Collectors.toUnmodifiableSet());
      List<Job> chosen = rows.stream().filter(row -> ids.contains(row.id())).toList();
      update(connection, chosen, terms);
      for (Job row : chosen) {
        jobs.add(storage.table(connection).reopen(row));
      }
      transaction.commit();
    } catch (SQLException e) {
      throw failure(e);
    }
    storage.changed(jobs);
    return locked;
  }

  private static void update(Connection connection, List<Job> rows, Function<Job, Terms> terms)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(JobRunrQueue.RETRY)) {
      for (Job row : rows) {
        Terms given = terms.apply(row);
        update.setInt(1, given.moreAttempts());
        JobMirror.setInstant(update, 2, given.startBy());
        update.setObject(3, row.id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static RuntimeException failure(SQLException e) {
    return JobRunrQueue.isKeyTaken(e)
        ? new KeyTakenException(e)
        : new DatabaseException("jobs could not be changed: " + e.getMessage(), e);
  }

  /** Fails those of these jobs that still wait, because their time to start is over. */
  public List<Changed> expire(List<UUID> ids) {
    return change(
        ids,
        Set.of(JobStatus.SCHEDULED, JobStatus.QUEUED),
        job -> job.failed("queue timeout", new QueueTimeoutException(EXPIRED)));
  }

  private List<Changed> change(
      List<UUID> ids, Set<JobStatus> states, Consumer<org.jobrunr.jobs.Job> edit) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<org.jobrunr.jobs.Job> jobs = new ArrayList<>();
    List<Changed> changed;
    try (Connection connection = storage.connection();
        Transaction transaction = new Transaction(connection)) {
      List<Changed> locked = lock(connection, ids, states);
      if (locked.isEmpty()) {
        return List.of();
      }
      // the state that JobRunr has of them does not matter: their version guards the change
      for (ClaimSql.Claim open : ClaimSql.open(connection, ids(locked))) {
        jobs.add(JobRunrJobs.waiting(open.job(), open.jobRunrVersion()));
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
      transaction.commit();
    } catch (SQLException e) {
      throw failure(e);
    }
    storage.changed(jobs);
    return changed;
  }

  private static List<UUID> ids(List<Changed> jobs) {
    return jobs.stream().map(Changed::id).toList();
  }

  /** In the order of ids, as every transaction takes its locks. */
  private static List<Changed> lock(Connection connection, List<UUID> ids, Set<JobStatus> states)
      throws SQLException {
    String sql =
        LOCK.formatted(
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
