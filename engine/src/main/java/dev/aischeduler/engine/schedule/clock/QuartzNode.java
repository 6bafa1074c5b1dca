package dev.aischeduler.engine.schedule.clock;

import dev.aischeduler.db.Database;
import java.util.UUID;
import java.util.function.Consumer;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.core.QuartzScheduler;
import org.quartz.core.QuartzSchedulerResources;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.StdJobRunShellFactory;
import org.quartz.impl.StdScheduler;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Quartz scheduler with its threads, put together by hand: Quartz's own factories keep
 * schedulers by name for the whole process, so that two nodes in one process, as in tests, would
 * meet.
 */
final class QuartzNode implements AutoCloseable {
  /** A firing writes a row or two and returns. */
  private static final int THREADS = 2;

  /** Triggers of one look into the table; one firing after the other would cost a look each. */
  private static final int BATCH = 20;

  /**
   * How often a node looks for triggers that another node set. Its own wake it at once. It is a
   * statement or two each time.
   */
  private static final long LOOK_MS = 5_000;

  /**
   * After how long a silent node's triggers are taken over. Twice the pool's waiting time for a
   * connection fits in; the watchdog finds due schedules earlier anyway.
   */
  private static final long CHECK_IN_MS = 10_000;

  /** Our triggers never misfire, see {@link ScheduleClock}; this is how often Quartz makes sure. */
  private static final long MISFIRE_MS = 60_000;

  /** Between tries while the database is away. */
  private static final long RETRY_MS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(QuartzNode.class);

  private final PoolConnections connections;
  private final Scheduler scheduler;

  private QuartzNode(PoolConnections connections, Scheduler scheduler) {
    this.connections = connections;
    this.scheduler = scheduler;
  }

  /**
   * A scheduler that is not started yet.
   *
   * @param clustered whether other processes use the same tables
   */
  static QuartzNode create(Database database, String node, boolean clustered, Consumer<UUID> fired)
      throws SchedulerException {
    PoolConnections connections = new PoolConnections(database);
    String source = "ai-scheduler-" + UUID.randomUUID();
    DBConnectionManager.getInstance().addConnectionProvider(source, connections);
    ClassLoadHelper classes = new CascadingClassLoadHelper();
    classes.initialize();
    SimpleThreadPool threads = new SimpleThreadPool(THREADS, Thread.NORM_PRIORITY);
    threads.setInstanceName(ScheduleClock.NAME);
    threads.setThreadNamePrefix("schedule-fire");
    threads.setMakeThreadsDaemons(true);
    threads.initialize();
    JobStoreTX store = store(source, node, clustered);
    QuartzSchedulerResources parts = new QuartzSchedulerResources();
    parts.setName(ScheduleClock.NAME);
    parts.setInstanceId(node);
    parts.setThreadName("schedule-clock");
    parts.setMakeSchedulerThreadDaemon(true);
    parts.setThreadPool(threads);
    parts.setThreadExecutor(new DefaultThreadExecutor());
    StdJobRunShellFactory shells = new StdJobRunShellFactory();
    parts.setJobRunShellFactory(shells);
    parts.setMaxBatchSize(BATCH);
    parts.setJobStore(store);
    QuartzScheduler core = new QuartzScheduler(parts, LOOK_MS, -1);
    store.initialize(classes, core.getSchedulerSignaler());
    Scheduler scheduler = new StdScheduler(core);
    shells.initialize(scheduler);
    scheduler.setJobFactory((bundle, owner) -> new FiringJob(fired));
    return new QuartzNode(connections, scheduler);
  }

  private static JobStoreTX store(String source, String node, boolean clustered)
      throws SchedulerException {
    JobStoreTX store = new JobStoreTX();
    store.setInstanceName(ScheduleClock.NAME);
    store.setInstanceId(node);
    store.setDataSource(source);
    store.setTablePrefix("qrtz_");
    store.setIsClustered(clustered);
    store.setUseDBLocks(clustered);
    store.setClusterCheckinInterval(CHECK_IN_MS);
    store.setMisfireThreshold(MISFIRE_MS);
    store.setDbRetryInterval(RETRY_MS);
    store.setAcquireTriggersWithinLock(true);
    store.setMakeThreadsDaemons(true);
    store.setThreadPoolSize(THREADS);
    // texts instead of serialised objects, though nothing is stored
    store.setUseProperties("true");
    try {
      store.setDriverDelegateClass(
          (clustered ? PostgreSQLDelegate.class : StdJDBCDelegate.class).getName());
    } catch (InvalidConfigurationException e) {
      throw new SchedulerException(e);
    }
    return store;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** Ends its threads; a firing under way ends first. */
  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      LOG.warn("Quartz did not end in order: {}", e.toString());
    }
    connections.shutdown();
  }
}
