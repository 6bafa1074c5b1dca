package dev.aischeduler.db.jobrunr;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobVersions;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jobrunr.storage.sql.common.DefaultSqlStorageProvider;
import org.jobrunr.storage.sql.common.JobTable;
import org.jobrunr.storage.sql.h2.H2Dialect;
import org.jobrunr.storage.sql.postgres.PostgresDialect;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jobrunr.utils.resilience.RateLimiter;

/**
 * JobRunr's SQL storage with our claim and our mirror in it. Thread-safe.
 *
 * <p>Seams (JobRunr 8.7.0; its protected internals move between minors, so the version is pinned
 * and the storage tests hold the contract): {@code jobTable} is asked for each connection; the
 * stock scheduled-jobs query is switched off because our timer promotes them on time. The tables
 * are made by our migrations, with the indexes that this use of them needs.
 */
public final class JobRunrStorage extends DefaultSqlStorageProvider {
  private final Dialect database;
  private final JobMapper mapper;
  private final JobMirror mirror;
  private final Consumer<Job> election;
  private final JobChangeListener listener;
  private static final int FIRST_VERSION = 1;

  /** More state changes and heartbeats than an attempt makes; room for 32,000 attempts. */
  private static final int VERSION_BITS_OF_ATTEMPT = 16;

  private static final Set<StateName> OVER =
      EnumSet.of(StateName.SUCCEEDED, StateName.FAILED, StateName.DELETED);

  private final GroupCommit groupCommit = new GroupCommit(this::save);

  JobRunrStorage(
      Database database, JobMirror mirror, Consumer<Job> election, JobChangeListener listener) {
    super(
        database.dataSource(),
        database.dialect() == Dialect.POSTGRESQL ? new PostgresDialect() : new H2Dialect(),
        null,
        DatabaseOptions.NO_VALIDATE,
        RateLimiter.Builder.rateLimit().at1RequestPerSecond());
    this.database = database.dialect();
    this.mapper = new JobMapper(new JacksonJsonMapper());
    this.mirror = mirror;
    this.election = election;
    this.listener = listener;
    setJobMapper(mapper);
  }

  @Override
  protected JobTable jobTable(Connection connection) {
    return new MirroredJobTable(connection);
  }

  /** Workers end their attempts here: those that end at the same time share one transaction. */
  @Override
  public Job save(Job job) {
    elect(job);
    groupCommit.save(job);
    return job;
  }

  @Override
  public List<Job> save(List<Job> jobs) {
    jobs.forEach(this::elect);
    IdentityHashMap<Job, Integer> versions = versions(jobs);
    try {
      return super.save(jobs);
    } catch (ConcurrentJobModificationException e) {
      throw e;
    } catch (StorageException e) {
      // not committed, as far as we know: the next try must start from the stored version
      versions.forEach(JobVersions::set);
      throw e;
    } finally {
      changed(jobs);
    }
  }

  private static IdentityHashMap<Job, Integer> versions(List<Job> jobs) {
    IdentityHashMap<Job, Integer> versions = new IdentityHashMap<>();
    jobs.forEach(job -> versions.put(job, job.getVersion()));
    return versions;
  }

  /**
   * Elects what follows a failure here and not in a JobRunr filter: a heartbeat that comes between
   * the failure and the filters consumes the change, and the filters then see none.
   */
  void elect(Job job) {
    if (job.hasState(StateName.FAILED)) {
      election.accept(job);
    }
  }

  private static boolean isOver(Job job) {
    return OVER.contains(job.getState());
  }

  @Override
  public List<Job> getJobsToProcess(BackgroundJobServer server, AmountRequest request) {
    if (!(request instanceof LaneRequest lane)) {
      return List.of();
    }
    DoubtfulClaim.putBack(this, server.getConfiguration().getId(), lane);
    List<Job> jobs = super.getJobsToProcess(server, request);
    changed(jobs);
    return jobs;
  }

  /** Jobs that are over have no row, so JobRunr's housekeeping need not search for them. */
  @Override
  public List<Job> getJobList(StateName state, Instant updatedBefore, AmountRequest request) {
    return OVER.contains(state) ? List.of() : super.getJobList(state, updatedBefore, request);
  }

  @Override
  public int deleteJobsPermanently(StateName state, Instant updatedBefore) {
    return 0;
  }

  /** All jobs are one call of {@link RunJob}; JobRunr need not look whether it still exists. */
  @Override
  public Set<String> getDistinctJobSignatures(StateName... states) {
    return Set.of();
  }

  /** We have no carbon-aware jobs. */
  @Override
  public List<Job> getCarbonAwareJobList(Instant before, AmountRequest request) {
    return List.of();
  }

  @Override
  public List<Job> getScheduledJobs(Instant before, AmountRequest request) {
    return List.of();
  }

  /** Tells the listener; JobRunr's name of a job is the wire name of its lane. */
  void changed(List<Job> jobs) {
    if (jobs.isEmpty()) {
      return;
    }
    Set<TaskType> queued = EnumSet.noneOf(TaskType.class);
    boolean scheduled = false;
    for (Job job : jobs) {
      scheduled |= job.hasState(StateName.SCHEDULED);
      if (job.hasState(StateName.ENQUEUED)) {
        TaskType.fromWireName(job.getJobName()).ifPresent(queued::add);
      }
    }
    listener.changed(jobs.stream().map(Job::getId).toList(), queued, scheduled);
  }

  /** A table on a connection of the caller's own transaction. */
  MirroredJobTable table(Connection connection) {
    return new MirroredJobTable(connection);
  }

  /** The kind of database. */
  Dialect database() {
    return database;
  }

  Connection connection() throws SQLException {
    return dataSource.getConnection();
  }

  /** JobRunr's table, with every save mirrored, the claim replaced, and no row for ended jobs. */
  final class MirroredJobTable extends JobTable {
    private final Connection connection;

    private MirroredJobTable(Connection connection) {
      super(connection, JobRunrStorage.this.dialect, tablePrefix, mapper);
      this.connection = connection;
    }

    @Override
    public Job save(Job job) throws SQLException {
      return save(List.of(job)).get(0);
    }

    /**
     * Our rows first, by id: every transaction takes its locks in this order, so that none
     * deadlock. A job that another transaction changed is left out and named; the others are saved.
     */
    @Override
    public List<Job> save(List<Job> jobs) throws SQLException {
      if (jobs.isEmpty()) {
        return jobs;
      }
      List<Job> ordered = jobs.stream().sorted(Comparator.comparing(Job::getId)).toList();
      List<Job> lost = write(ordered);
      if (!lost.isEmpty()) {
        connection.rollback();
        List<Job> others = new ArrayList<>(ordered);
        others.removeAll(lost);
        save(others);
        lost = mirror.withoutDone(connection, lost);
      }
      if (!lost.isEmpty()) {
        throw new ConcurrentJobModificationException(lost, null);
      }
      return jobs;
    }

    /** JobRunr's ThreadSafeStorageProvider holds the locks of the jobs meanwhile. */
    private List<Job> write(List<Job> ordered) throws SQLException {
      mirror.write(connection, ordered);
      List<Job> lost = JobRunrRows.save(connection, database, ordered, JobRunrStorage::isOver);
      if (lost.isEmpty()) {
        ordered.forEach(job -> JobVersions.set(job, job.getVersion() + 1));
      }
      return lost;
    }

    /** Inserts the rows of new jobs, ours and JobRunr's. */
    List<Job> insert(List<dev.aischeduler.db.job.Job> rows) throws SQLException {
      List<Job> jobs = rows.stream().map(row -> JobRunrJobs.waiting(row, FIRST_VERSION)).toList();
      JobRunrRows.insert(connection, database, jobs);
      mirror.history().created(connection, rows);
      return jobs;
    }

    /**
     * Inserts the JobRunr row of a job that had ended and is queued again, under versions that no
     * earlier attempt had: one that hangs on a frozen node must find none of its own.
     */
    Job reopen(dev.aischeduler.db.job.Job row) throws SQLException {
      int version = FIRST_VERSION + (int) (row.fencingToken() << VERSION_BITS_OF_ATTEMPT);
      Job job = JobRunrJobs.queued(row, version);
      JobRunrRows.insert(connection, database, List.of(job));
      mirror.history().reopened(connection, row.id());
      return job;
    }

    @Override
    public Optional<Job> selectJobById(UUID id) {
      try {
        return JobRunrRows.document(connection, id).map(mapper::deserializeJob);
      } catch (SQLException e) {
        throw new StorageException(e);
      }
    }

    /** JobRunr's hunt for orphans asks for running jobs; other states are not hunted. */
    @Override
    public List<Job> selectJobsByState(
        StateName state, Instant updatedBefore, AmountRequest request) {
      if (state != StateName.PROCESSING) {
        return super.selectJobsByState(state, updatedBefore, request);
      }
      try {
        return JobRunrRows.processing(connection, updatedBefore, request.getLimit()).stream()
            .map(mapper::deserializeJob)
            .toList();
      } catch (SQLException e) {
        throw new StorageException(e);
      }
    }

    @Override
    public List<Job> selectJobsToProcess(AmountRequest request) {
      if (!(request instanceof LaneRequest lane)) {
        return List.of();
      }
      try {
        List<Job> jobs = new ArrayList<>();
        for (ClaimSql.Claim claim :
            ClaimSql.select(connection, database, lane.lane(), lane.permits(connection))) {
          lane.claimed().add(claim.job());
          jobs.add(JobRunrJobs.queued(claim.job(), claim.jobRunrVersion()));
        }
        return jobs;
      } catch (SQLException e) {
        throw new StorageException(e);
      }
    }
  }
}
