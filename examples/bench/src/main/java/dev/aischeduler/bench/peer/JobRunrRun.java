package dev.aischeduler.bench.peer;

import dev.aischeduler.bench.database.H2Files;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/** JobRunr on one database, opened by the product so that pool and driver are the same. */
final class JobRunrRun implements PeerRun {
  /** The shortest interval that JobRunr OSS accepts. */
  static final Duration POLL = Duration.ofSeconds(5);

  /** Its own tables, as its own migrations make them; the others are those of our schema. */
  private static final String PREFIX = "stock_";

  /** Counts the jobs that are not finished for good. */
  static final String UNFINISHED =
      """
      SELECT count(*) FROM stock_jobrunr_jobs
       WHERE state IN ('ENQUEUED', 'PROCESSING', 'SCHEDULED', 'FAILED')""";

  private final Database database;
  private final StorageProvider storage;
  private final JobRequestScheduler scheduler;
  private final BackgroundJobServer server;
  private final AtomicBoolean started = new AtomicBoolean();

  JobRunrRun(Settings.Database settings, int workers, IntConsumer body) {
    this.database =
        Database.open(H2Files.writingEachCommit(settings), Path.of("").toAbsolutePath());
    this.storage = SqlStorageProviderFactory.using(database.dataSource(), PREFIX);
    JacksonJsonMapper json = new JacksonJsonMapper();
    storage.setJobMapper(new JobMapper(json));
    this.scheduler = new JobRequestScheduler(storage);
    NoOpJob.Handler handler = new NoOpJob.Handler(body);
    JobActivator activator =
        new JobActivator() {
          @Override
          public <T> T activateJob(Class<T> type) {
            return type.cast(handler);
          }
        };
    this.server =
        new BackgroundJobServer(
            storage,
            json,
            activator,
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollInterval(POLL)
                .andWorkerCount(workers));
  }

  @Override
  public void submitAll(int jobs) {
    scheduler.enqueue(IntStream.range(0, jobs).mapToObj(NoOpJob::new));
  }

  @Override
  public void submit(int number) {
    scheduler.enqueue(new NoOpJob(number));
  }

  @Override
  public void start() {
    if (started.compareAndSet(false, true)) {
      server.start();
    } else {
      server.resumeProcessing();
    }
  }

  @Override
  public void pause() {
    server.pauseProcessing();
  }

  @Override
  public long unfinished() {
    return RowCount.of(database, UNFINISHED);
  }

  @Override
  public void close() {
    server.stop();
    storage.close();
    database.close();
  }
}
