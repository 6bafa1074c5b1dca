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
import java.util.Set;
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
import org.jobrunr.storage.sql.common.DatabaseCreator;
import org.jobrunr.storage.sql.common.DefaultSqlStorageProvider;
import org.jobrunr.storage.sql.common.JobTable;
import org.jobrunr.storage.sql.h2.H2Dialect;
import org.jobrunr.storage.sql.h2.H2StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresDialect;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jobrunr.utils.resilience.RateLimiter;

/**
 * JobRunr's SQL storage with our claim and our mirror in it. Thread-safe.
 *
 * <p>Seams (JobRunr 8.7.0; its protected internals move between minors, so the version is pinned
 * and the storage tests hold the contract): {@code getDatabaseCreator} runs in the super
 * constructor and must name the stock class, or the dialect's migrations are not found; {@code
 * jobTable} is asked for each connection; the stock scheduled-jobs query is switched off because
 * our timer promotes them on time.
 */
public final class JobRunrStorage extends DefaultSqlStorageProvider {
  private final Dialect database;
  private final JobMapper mapper;
  private final JobMirror mirror;
  private final Consumer<Job> election;
  private final JobChangeListener listener;
  private final GroupCommit groupCommit = new GroupCommit(this::save);

  JobRunrStorage(
      Database database, JobMirror mirror, Consumer<Job> election, JobChangeListener listener) {
    super(
        database.dataSource(),
        database.dialect() == Dialect.POSTGRESQL ? new PostgresDialect() : new H2Dialect(),
        null,
        DatabaseOptions.CREATE,
        RateLimiter.Builder.rateLimit().at1RequestPerSecond());
    this.database = database.dialect();
    this.mapper = new JobMapper(new JacksonJsonMapper());
    this.mirror = mirror;
    this.election = election;
    this.listener = listener;
    setJobMapper(mapper);
  }

  @Override
  protected DatabaseCreator getDatabaseCreator() {
    return new DatabaseCreator(
        dataSource,
        tablePrefix,
        dialect instanceof PostgresDialect
            ? PostgresStorageProvider.class
            : H2StorageProvider.class);
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
      versions.forEach(JobVersions::restore);
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

  @Override
  public List<Job> getJobsToProcess(BackgroundJobServer server, AmountRequest request) {
    List<Job> jobs = super.getJobsToProcess(server, request);
    changed(jobs);
    return jobs;
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

  Connection connection() throws SQLException {
    return dataSource.getConnection();
  }

  /** JobRunr's table, with every save mirrored and the claim replaced. */
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
      IdentityHashMap<Job, Integer> versions = versions(ordered);
      try {
        mirror.write(connection, ordered);
        super.save(ordered);
        return jobs;
      } catch (ConcurrentJobModificationException e) {
        connection.rollback();
        versions.forEach(JobVersions::restore);
        List<Job> others = new ArrayList<>(ordered);
        others.removeAll(e.getConcurrentUpdatedJobs());
        save(others);
        throw e;
      }
    }

    /** Inserts new jobs, which have nothing to mirror yet. */
    void insert(List<Job> jobs, List<dev.aischeduler.db.job.Job> rows) throws SQLException {
      super.save(jobs);
      mirror.insertCreated(connection, rows);
    }

    @Override
    public List<Job> selectJobsToProcess(AmountRequest request) {
      if (!(request instanceof LaneRequest lane)) {
        return List.of();
      }
      try {
        List<Job> jobs = new ArrayList<>();
        for (ClaimSql.Claim claim :
            ClaimSql.select(connection, database, lane.lane(), lane.getLimit())) {
          lane.claimed().add(claim.job());
          jobs.add(mapper.deserializeJob(claim.jobRunrJson()));
        }
        return jobs;
      } catch (SQLException e) {
        throw new StorageException(e);
      }
    }
  }
}
