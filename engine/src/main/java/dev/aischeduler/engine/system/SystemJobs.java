package dev.aischeduler.engine.system;

import dev.aischeduler.db.Database;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.JobNotFoundException;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable background work of the service itself, over JobRunr's stock storage in the product's
 * database. What is enqueued runs at least once, on any node, also after kill -9 and outages.
 * Thread-safe. Methods that reach the database throw what the driver's exception caused.
 */
public final class SystemJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemJobs.class);
  private static final String TABLE_PREFIX = "system_";

  /** Jobs of one state that a listing by kind looks at. */
  private static final int LOOK = 1000;

  private static final long FIRST_LOOK_MS = 250;

  private final Map<String, SystemTask> tasks;
  private final SystemJobRunner runner;
  private final StorageProvider storage;
  private final JobRequestScheduler scheduler;
  private final SystemServer server;
  private final Clock clock;
  private final Map<String, Long> recurred = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * System jobs of one node, not started yet.
   *
   * @param node its name
   * @param tasks one for each kind
   * @param clock the machine's, which JobRunr goes by as well
   */
  public SystemJobs(Database database, String node, List<? extends SystemTask> tasks, Clock clock) {
    this.tasks = tasks.stream().collect(Collectors.toMap(SystemTask::kind, Function.identity()));
    this.runner = new SystemJobRunner(this.tasks);
    this.clock = clock;
    JsonMapper mapper = new JacksonJsonMapper();
    // the tables are made by our migrations
    this.storage =
        SqlStorageProviderFactory.using(
            database.dataSource(), TABLE_PREFIX, DatabaseOptions.NO_VALIDATE);
    this.storage.setJobMapper(new JobMapper(mapper));
    this.scheduler = new JobRequestScheduler(storage);
    this.server = new SystemServer(storage, mapper, activator(), node, runner::count, clock);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "system-jobs");
              thread.setDaemon(true);
              return thread;
            });
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  private JobActivator activator() {
    return new JobActivator() {
      @Override
      public <T> @Nullable T activateJob(Class<T> type) {
        return type.isInstance(runner) ? type.cast(runner) : null;
      }
    };
  }

  /** Starts to run system jobs on this node, and keeps at it until {@link #close}. */
  public void start() {
    timer.scheduleWithFixedDelay(() -> safely(server::look), 0, 1, TimeUnit.SECONDS);
  }

  /** A timer that met an Error would never turn again. */
  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("system jobs: {}", e.toString(), e);
    }
  }

  /**
   * Stores a system job and has it started. Once for an id: again, it changes nothing.
   *
   * @param kind of a registered task
   * @param document small JSON that says what to do
   */
  public void enqueue(UUID id, String kind, String document) {
    store(id, new SystemJobRequest(kind, "", document));
  }

  /**
   * Stores a system job unless one of this kind and key is open, on whichever node.
   *
   * @param key of what it works on
   * @return the open one, or the new one
   */
  public SystemJob enqueueOnce(String kind, String key, String document) {
    SystemJobRequest request = new SystemJobRequest(kind, key, document);
    Comparator<Job> byAge = Comparator.comparing(Job::getCreatedAt);
    List<Job> same =
        Arrays.stream(StateName.values())
            .flatMap(state -> stored(state, LOOK))
            .filter(job -> SystemJobReader.request(job).kind().equals(kind))
            .filter(job -> SystemJobReader.request(job).key().equals(key))
            .sorted(byAge.reversed())
            .toList();
    Optional<SystemJob> open = same.stream().flatMap(this::read).filter(SystemJobs::open).findAny();
    if (open.isPresent()) {
      return open.get();
    }
    // two who ask at the same time build on the same last one, and so meet at the same id
    String last = same.isEmpty() ? "" : same.get(0).getId().toString();
    UUID id = id(kind + '/' + key + '/' + last);
    store(id, request);
    return find(id).orElseThrow();
  }

  private static boolean open(SystemJob job) {
    return !job.state().isFinal();
  }

  private void store(UUID id, SystemJobRequest request) {
    SystemTask task = tasks.get(request.kind());
    if (task == null) {
      throw new IllegalArgumentException("no task does '" + request.kind() + "'");
    }
    scheduler.create(
        JobBuilder.aJob()
            .withId(id)
            .withName(request.kind())
            .withAmountOfRetries(task.retries())
            .withJobRequest(request));
    try {
      timer.execute(() -> safely(server::lookForWork));
      // the first look may have met another that had read the table before
      timer.schedule(() -> safely(server::lookForWork), FIRST_LOOK_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("another node, or this one after its next start, runs system job {}", id);
    }
  }

  /**
   * Has work done once in each period, by one of all nodes.
   *
   * @param period whole seconds; periods are counted from 1970
   * @param delay until the first look
   */
  public void every(Duration period, Duration delay, String kind, String document) {
    Runnable look = () -> safely(() -> recur(period, kind, document));
    timer.scheduleWithFixedDelay(look, delay.toMillis(), 1000, TimeUnit.MILLISECONDS);
  }

  private void recur(Duration period, String kind, String document) {
    long now = clock.instant().getEpochSecond() / period.toSeconds();
    if (!Long.valueOf(now).equals(recurred.get(kind))) {
      UUID id = id(kind + '#' + now);
      try {
        enqueue(id, kind, document);
        recurred.put(kind, now);
      } catch (RuntimeException e) {
        LOG.debug("{} waits for the database: {}", kind, e.toString());
      }
    }
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The system job, while it is open and for seven days after. */
  public Optional<SystemJob> find(UUID id) {
    try {
      return read(storage.getJobById(id)).findFirst();
    } catch (JobNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * System jobs, newest first.
   *
   * @param states in one of them; empty for all
   * @param kind null for all
   * @param limit 1..1000
   */
  public List<SystemJob> list(Set<SystemJobState> states, @Nullable String kind, int limit) {
    return Arrays.stream(StateName.values())
        .flatMap(state -> stored(state, kind == null ? limit : LOOK))
        .flatMap(this::read)
        .filter(job -> states.isEmpty() || states.contains(job.state()))
        .filter(job -> kind == null || kind.equals(job.kind()))
        .sorted(Comparator.comparing(SystemJob::createdAt).reversed())
        .limit(limit)
        .toList();
  }

  private Stream<Job> stored(StateName state, int limit) {
    return storage.getJobList(state, new AmountRequest("createdAt:DESC", limit)).stream();
  }

  private Stream<SystemJob> read(Job job) {
    return SystemJobReader.read(job, runner.context(job.getId())).stream();
  }

  /**
   * Cancels a system job; a final one stays as it is. One that runs on this node stops at its next
   * look, one of another node within about 5 seconds.
   *
   * @return how it is then; empty when there is none
   */
  public Optional<SystemJob> cancel(UUID id) {
    Optional<SystemJob> job = find(id);
    if (job.filter(SystemJobs::open).isEmpty()) {
      return job;
    }
    scheduler.delete(id, "cancelled");
    SystemContext run = runner.context(id);
    if (run != null) {
      run.cancel();
    }
    LOG.info("system job {} ({}) cancelled", id, job.get().kind());
    return find(id);
  }

  /** False while JobRunr's server of this node is down; it comes back with the database. */
  public boolean isServing() {
    return server.isRunning();
  }

  /** How many run in this process. */
  public int running() {
    return runner.count();
  }

  /** Ends the work of this node; what runs is interrupted and goes on here or elsewhere later. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    server.close();
    storage.close();
  }
}
