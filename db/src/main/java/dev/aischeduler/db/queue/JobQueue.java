package dev.aischeduler.db.queue;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.KeyTakenException;
import dev.aischeduler.db.lane.ClusterLimit;
import dev.aischeduler.db.run.RunItem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The queue: every change of a job's state is made here, guarded by the state or the fencing token
 * that it starts from, together with its line of history. Thread-safe.
 *
 * <p>Every method returns what was committed, or throws {@link DatabaseException}: then the change
 * may have been made or not, and the same call again finds out, since its guard no longer holds for
 * what is done. Nothing calls back; the caller publishes the change.
 */
public final class JobQueue {
  /** The states that are not final. */
  public static final Set<JobStatus> OPEN =
      Set.of(JobStatus.SCHEDULED, JobStatus.QUEUED, JobStatus.RUNNING);

  /**
   * Items of bulk runs of this priority or a lower one yield: their keys are those of later jobs.
   */
  public static final int BACKGROUND_PRIORITY = 1;

  /** Primary key; COALESCE keeps H2 from reading all jobs of these states by job_status_idx. */
  static final String REPRIORITISE =
      """
      UPDATE job SET priority = :priority,
             sort_key = sort_key
               + (CAST(priority AS bigint) - :priority) * CAST(:step AS bigint)
               + (CASE WHEN CAST(:priority AS integer) <= :background THEN 1 ELSE 0 END
                  - CASE WHEN priority <= :background THEN 1 ELSE 0 END) * CAST(:yield AS bigint)
                 * (SELECT count(*) FROM run r WHERE r.id = job.run_id AND r.kind = 'bulk')
       WHERE id IN (<ids>) AND COALESCE(status, '') IN ('queued', 'scheduled')""";

  private final Database database;
  private final Dialect dialect;
  private final Transactions transactions;

  public JobQueue(Database database) {
    this.database = database;
    this.dialect = database.dialect();
    this.transactions = new Transactions(database.dataSource());
  }

  /**
   * What one commit of a job server did.
   *
   * @param ended jobs whose attempts still owned them; the others belong to nobody here
   */
  public record Turn(Set<UUID> ended, List<Claim.Claimed> claimed) {}

  /**
   * What a job that starts anew is given.
   *
   * @param moreAttempts how often it may run
   * @param startBy when it fails unless it has started by then; null for never
   */
  public record Terms(int moreAttempts, @Nullable Instant startBy) {}

  /**
   * Stores new jobs that wait; all or none.
   *
   * @throws KeyTakenException when one of their keys is taken
   */
  public void insert(List<Job> jobs) {
    keyed(
        () -> {
          Transactions.Work<Boolean> work =
              connection -> {
                JobInsert.waiting(connection, dialect, jobs);
                return true;
              };
          return dialect == Dialect.H2
              ? transactions.several("jobs could not be stored", work)
              : transactions.single("jobs could not be stored", work);
        });
  }

  /**
   * Stores new jobs that wait as items of a run; all or none, and never the same item twice.
   *
   * @param items one for each job
   * @throws KeyTakenException when one of the items is stored already, or one of the jobs' keys is
   *     taken
   */
  public void insertItems(UUID run, List<Job> jobs, List<RunItem> items, Instant now) {
    keyed(
        () ->
            transactions.several(
                "jobs of a run could not be stored",
                connection -> {
                  JobInsert.waiting(connection, dialect, jobs);
                  RunItemInsert.all(connection, dialect, run, items, now);
                  return true;
                }));
  }

  /**
   * Stores a new job that is queued and, if none of its lane goes before it and the lane is not
   * paused, starts it on a node in the same commit.
   *
   * @return the job as it was stored
   * @throws KeyTakenException when one of its keys is taken
   */
  public Job insertAndStart(Job job, String node, Instant now) {
    return keyed(
        () -> {
          Transactions.Work<Boolean> work =
              connection -> DirectStart.insert(connection, dialect, job, node, now);
          boolean started =
              dialect == Dialect.H2
                  ? transactions.several("the job could not be stored", work)
                  : transactions.single("the job could not be stored", work);
          return started ? job.startedOn(node, now) : job;
        });
  }

  private interface Call<T> {
    T run();
  }

  private static <T> T keyed(Call<T> call) {
    try {
      return call.run();
    } catch (DatabaseException e) {
      if (e.getCause() instanceof SQLException sql && isKeyTaken(sql)) {
        throw new KeyTakenException(e);
      }
      throw e;
    }
  }

  /** SQL states of class 23: a unique index refuses the row. */
  private static boolean isKeyTaken(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("23");
  }

  /**
   * Writes ends of attempts of different jobs and claims jobs of different lanes, in one commit.
   *
   * @param node that runs what is claimed
   */
  public Turn turn(List<Finish> ends, List<Claim> claims, String node, Instant now) {
    boolean single =
        dialect == Dialect.POSTGRESQL
            && claims.stream().allMatch(claim -> claim.clusterMost() == 0)
            && !FinishSql.needsTransaction(dialect, ends)
            && claims.size() + Math.min(1, ends.size()) == 1;
    Transactions.Work<Turn> work =
        connection -> {
          Set<UUID> ended = ends.isEmpty() ? Set.of() : FinishSql.write(connection, dialect, ends);
          List<Claim.Claimed> claimed = new ArrayList<>();
          for (Claim claim : claims) {
            claimed.add(claim(connection, claim, node, now));
          }
          return new Turn(ended, claimed);
        };
    String what = "attempts could not be ended or jobs claimed";
    return single ? transactions.single(what, work) : transactions.several(what, work);
  }

  private Claim.Claimed claim(Connection connection, Claim claim, String node, Instant now)
      throws SQLException {
    int permits =
        ClusterLimit.permits(connection, claim.lane(), claim.clusterMost(), claim.limit());
    List<Job> jobs = ClaimSql.claim(connection, dialect, claim.lane(), permits, node, now);
    return new Claim.Claimed(claim, jobs, permits < claim.limit());
  }

  /** Cancels those of these jobs that are not final, or of those in one of these states. */
  public List<Transition> cancel(Collection<UUID> ids, Set<JobStatus> states, Instant now) {
    return ids.isEmpty()
        ? List.of()
        : transactions.several(
            "jobs could not be cancelled",
            connection -> JobChanges.cancel(connection, dialect, ids, states, now));
  }

  /** Cancels a job that is not final; empty when it is, or is unknown. */
  public Optional<Transition> cancel(UUID id, Instant now) {
    return cancel(List.of(id), OPEN, now).stream().findFirst();
  }

  /**
   * Puts a final job back in the queue; empty when it is in none of the states.
   *
   * @throws KeyTakenException when another job that is not final holds its unique key
   */
  public Optional<Transition> retry(UUID id, Set<JobStatus> states, Terms terms, Instant now) {
    return keyed(() -> retry(Map.of(id, terms), states, now)).stream().findFirst();
  }

  /**
   * Puts those of these jobs that are in one of the (final) states back in the queue; a job whose
   * unique key another one holds is left out.
   *
   * @param terms how often each may run from now on, and by when it must start
   */
  public List<Transition> retry(
      List<Job> rows, Set<JobStatus> states, Function<Job, Terms> terms, Instant now) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<UUID, Terms> given = new LinkedHashMap<>();
    rows.forEach(row -> given.put(row.id(), terms.apply(row)));
    try {
      return keyed(() -> retry(given, states, now));
    } catch (KeyTakenException e) {
      if (rows.size() == 1) {
        return List.of();
      }
      // the transaction is lost: without those whose key is taken, the others go through
      int half = rows.size() / 2;
      List<Transition> done = new ArrayList<>(retry(rows.subList(0, half), states, terms, now));
      done.addAll(retry(rows.subList(half, rows.size()), states, terms, now));
      return done;
    }
  }

  private List<Transition> retry(Map<UUID, Terms> terms, Set<JobStatus> states, Instant now) {
    return transactions.several(
        "jobs could not be retried",
        connection -> JobChanges.retry(connection, dialect, terms, states, now));
  }

  /**
   * Changes the priority of jobs that have not started, each with its place; the time waited so far
   * counts on.
   *
   * @param stepMicros what one step of priority is worth, in the unit of sort_key
   * @param yieldMicros what items of bulk runs yield, in the same unit
   * @return how many had not started
   */
  public int reprioritise(Collection<UUID> ids, int priority, long stepMicros, long yieldMicros) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createUpdate(REPRIORITISE)
                    .bind("priority", priority)
                    .bind("step", stepMicros)
                    .bind("yield", yieldMicros)
                    .bind("background", BACKGROUND_PRIORITY)
                    .bindList("ids", List.copyOf(ids))
                    .execute());
  }

  /**
   * Does what time does to waiting jobs, the longest overdue first: queues scheduled ones whose
   * time has come, and fails those that have not started when their queue time-out is over.
   *
   * @return what became of each that was due
   */
  public List<Transition> due(Instant now, int limit) {
    return transactions.several(
        "due jobs could not be changed",
        connection -> JobChanges.due(connection, dialect, now, limit));
  }

  /**
   * Recovers an orphan: ends the attempt of a worker that is gone. The job runs again, or fails
   * when its attempts are used up.
   *
   * @param fencingToken of the attempt
   * @return its new state; empty when the attempt ended by itself, or the job was claimed anew
   */
  public Optional<JobStatus> recover(UUID id, long fencingToken, String why, Instant now) {
    return transactions.several(
        "job " + id + " could not be recovered",
        connection ->
            Optional.ofNullable(
                JobChanges.recover(connection, dialect, id, fencingToken, why, now)));
  }

  /**
   * Puts a job back whose attempt never began; it costs no attempt.
   *
   * @param fencingToken of the attempt
   * @return false when the job runs under it no more
   */
  public boolean putBack(UUID id, long fencingToken, Instant now) {
    return transactions.several(
        "job " + id + " could not be put back",
        connection -> JobChanges.putBack(connection, dialect, id, fencingToken, now));
  }
}
