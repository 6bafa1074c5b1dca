package dev.aischeduler.bench.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.aischeduler.bench.database.H2Files;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** db-scheduler on one database, opened by the product so that pool and driver are the same. */
final class DbSchedulerRun implements PeerRun {
  /** Poll interval; immediate execution makes it a fallback within one process. */
  static final Duration POLL = Duration.ofMillis(100);

  private static final int PRIORITIES = 10;

  /** Counts the jobs that are not finished for good. */
  static final String UNFINISHED = "SELECT count(*) FROM scheduled_tasks";

  private final Database database;
  private final OneTimeTask<Void> task;
  private final Scheduler scheduler;

  DbSchedulerRun(
      Settings.Database settings, DbSchedulerPeer.Polling polling, int workers, IntConsumer body) {
    this.database =
        Database.open(H2Files.writingEachCommit(settings), Path.of("").toAbsolutePath());
    database.jdbi().useHandle(handle -> createTable(handle, database.dialect()));
    this.task =
        Tasks.oneTime("no-op")
            .execute((instance, context) -> body.accept(Integer.parseInt(instance.getId())));
    SchedulerBuilder builder =
        Scheduler.create(database.dataSource(), task)
            .threads(workers)
            .pollingInterval(POLL)
            .enableImmediateExecution()
            .enablePriority()
            .schedulerName(new SchedulerName.Fixed("bench-" + ProcessHandle.current().pid()))
            .shutdownMaxWait(Duration.ofSeconds(5));
    this.scheduler =
        switch (polling) {
          case LOCK_AND_FETCH -> builder.pollUsingLockAndFetch(0.5, 1.0).build();
          // takes up to 20 jobs for each thread ahead, in which order no longer counts
          case LOCK_AND_PREFETCH -> builder.pollUsingLockAndFetch(4.0, 20.0).build();
          case FETCH -> builder.build();
        };
  }

  // db-scheduler's columns with the indexes that it recommends where priority is on
  private static void createTable(Handle handle, Dialect dialect) {
    String bytes = dialect == Dialect.POSTGRESQL ? "bytea" : "varbinary";
    handle.execute(
        String.format(
            Locale.ROOT,
            """
        CREATE TABLE IF NOT EXISTS scheduled_tasks (
          task_name varchar(100) NOT NULL, task_instance varchar(100) NOT NULL, task_data %s,
          execution_time timestamp(6) with time zone, picked boolean NOT NULL,
          picked_by varchar(50), last_success timestamp(6) with time zone,
          last_failure timestamp(6) with time zone, consecutive_failures integer,
          last_heartbeat timestamp(6) with time zone, version bigint NOT NULL, priority smallint,
          state varchar(50), PRIMARY KEY (task_name, task_instance))""",
            bytes));
    handle.execute("CREATE INDEX IF NOT EXISTS st_time ON scheduled_tasks (execution_time)");
    handle.execute("CREATE INDEX IF NOT EXISTS st_beat ON scheduled_tasks (last_heartbeat)");
    handle.execute(
        """
        CREATE INDEX IF NOT EXISTS st_priority
            ON scheduled_tasks (priority DESC, execution_time ASC)""");
  }

  @Override
  public void submitAll(int jobs) {
    scheduler.scheduleBatch(IntStream.range(0, jobs).mapToObj(this::instance), Instant.now());
  }

  @Override
  public void submit(int number) {
    scheduler.scheduleIfNotExists(instance(number), Instant.now());
  }

  private TaskInstance<Void> instance(int number) {
    return task.instanceBuilder(Integer.toString(number)).priority(number % PRIORITIES).build();
  }

  @Override
  public void start() {
    if (scheduler.getSchedulerState().isPaused()) {
      scheduler.resume();
    } else {
      scheduler.start();
    }
  }

  @Override
  public void pause() {
    scheduler.pause();
  }

  @Override
  public long unfinished() {
    return RowCount.of(database, UNFINISHED);
  }

  @Override
  public void close() {
    scheduler.stop();
    database.close();
  }
}
