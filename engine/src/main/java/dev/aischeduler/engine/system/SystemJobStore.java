package dev.aischeduler.engine.system;

import dev.aischeduler.db.Database;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.JobNotFoundException;
import org.jobrunr.storage.Paging.AmountBasedList;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * System jobs in JobRunr's stock storage, in the product's database. Thread-safe. A database that
 * is away makes methods throw, with the driver's exception as a cause.
 */
final class SystemJobStore implements AutoCloseable {
  private static final String TABLE_PREFIX = "system_";

  private final SystemJobRunner runner;
  private final JsonMapper mapper = new JacksonJsonMapper();
  private final StorageProvider storage;
  private final JobRequestScheduler scheduler;

  /** What is stored in the database; the tables are made by our migrations. */
  SystemJobStore(Database database, SystemJobRunner runner) {
    this.runner = runner;
    this.storage =
        SqlStorageProviderFactory.using(
            database.localeNeutralSource(), TABLE_PREFIX, DatabaseOptions.NO_VALIDATE);
    this.storage.setJobMapper(new JobMapper(mapper));
    this.scheduler = new JobRequestScheduler(storage);
  }

  /** JobRunr's server over this store, not started yet. */
  SystemWorkers workers(String node) {
    JobActivator activator =
        new JobActivator() {
          @Override
          public <T> @Nullable T activateJob(Class<T> type) {
            return type.isInstance(runner) ? type.cast(runner) : null;
          }
        };
    return new SystemWorkers(storage, mapper, activator, node);
  }

  /** Stores a system job; one of the same id stays as it is. */
  void create(UUID id, SystemJobRequest request, int retries) {
    scheduler.create(
        JobBuilder.aJob()
            .withId(id)
            .withName(request.kind())
            .withAmountOfRetries(retries)
            .withJobRequest(request));
  }

  Optional<SystemJob> find(UUID id) {
    try {
      return read(storage.getJobById(id)).findFirst();
    } catch (JobNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The newest of each state. */
  Stream<SystemJob> newest(int limit) {
    return Arrays.stream(StateName.values())
        .map(state -> storage.getJobList(state, new AmountRequest("createdAt:DESC", limit)))
        .flatMap(List::stream)
        .flatMap(this::read);
  }

  private Stream<SystemJob> read(Job job) {
    return SystemJobReader.read(job, runner.context(job.getId())).stream();
  }

  /** Makes one cancelled; JobRunr interrupts it at its next poll. */
  void delete(UUID id) {
    scheduler.delete(id, "cancelled");
  }

  /** Removes one for good. */
  void remove(UUID id) {
    storage.deletePermanently(id);
  }

  /**
   * Fails unless the database takes writes to JobRunr's tables; changes nothing. Its list of
   * servers would not do: JobRunr reads it by names of columns in lower case of the machine's
   * language, and finds none in Turkish.
   */
  void ping() {
    storage.removeTimedOutBackgroundJobServers(Instant.EPOCH);
  }

  /** Whether there is work that JobRunr's timers should have done by this time. */
  boolean overdue(Instant time, boolean workerIsFree) {
    AmountRequest one = AmountBasedList.ascOnUpdatedAt(1);
    return !storage.getJobList(StateName.PROCESSING, time, one).isEmpty()
        || !storage.getScheduledJobs(time, AmountBasedList.ascOnScheduledAt(1)).isEmpty()
        || (workerIsFree && !storage.getJobList(StateName.ENQUEUED, time, one).isEmpty());
  }

  /** JobRunr keeps failed ones for ever. */
  void removeFailedBefore(Instant time) {
    storage.deleteJobsPermanently(StateName.FAILED, time);
  }

  @Override
  public void close() {
    storage.close();
  }
}
