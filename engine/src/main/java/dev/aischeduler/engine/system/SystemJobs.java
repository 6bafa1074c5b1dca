package dev.aischeduler.engine.system;

import dev.aischeduler.db.Database;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable background work of the service itself. What is enqueued runs at least once, on any node,
 * also after kill -9 and outages. Thread-safe. A database that is away makes methods throw, with
 * the driver's exception as a cause.
 */
public final class SystemJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemJobs.class);

  /** Jobs of one state that a listing by kind or key scans. */
  private static final int SCAN_LIMIT = 1000;

  private static final long SECOND_CHECK_MS = 250;
  private static final long STOP_S = 10;
  private static final Comparator<SystemJob> NEWEST =
      Comparator.comparing(SystemJob::createdAt).reversed();

  private final Map<String, SystemTask> tasks;
  private final SystemJobRunner runner;
  private final SystemJobStore store;
  private final SystemWorkers workers;
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
    this.store = new SystemJobStore(database, runner);
    this.workers = store.workers(node);
    this.server = new SystemServer(store, workers, runner::count, clock);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "system-jobs");
              thread.setDaemon(true);
              return thread;
            });
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Starts to run system jobs on this node, and keeps at it until {@link #close}. */
  public void start() {
    timer.scheduleWithFixedDelay(() -> safely(server::check), 0, 1, TimeUnit.SECONDS);
  }

  /** A timer that met an exception would never turn again. */
  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // the pool logs that the database is away
      LOG.debug("system jobs wait for the database: {}", e.toString(), e);
    } catch (Error e) {
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
    enqueue(id, new SystemJobRequest(kind, "", document));
  }

  /**
   * Stores a system job unless one of this kind and key is open, on whichever node.
   *
   * @param key of what it works on
   * @return the open one, or the new one
   */
  public SystemJob enqueueOnce(String kind, String key, String document) {
    List<SystemJob> same =
        store
            .newest(SCAN_LIMIT)
            .filter(job -> job.kind().equals(kind) && job.key().equals(key))
            .sorted(NEWEST)
            .toList();
    Optional<SystemJob> open = same.stream().filter(job -> !job.state().isFinal()).findFirst();
    if (open.isPresent()) {
      return open.get();
    }
    // two who ask at the same time build on the same last one, and so meet at the same id
    String last = same.isEmpty() ? "" : same.get(0).id().toString();
    UUID id = id(kind + '/' + key + '/' + last);
    enqueue(id, new SystemJobRequest(kind, key, document));
    return find(id).orElseThrow();
  }

  private void enqueue(UUID id, SystemJobRequest request) {
    SystemTask task = tasks.get(request.kind());
    if (task == null) {
      throw new IllegalArgumentException("no task does '" + request.kind() + "'");
    }
    store.create(id, request, task.retries());
    try {
      Runnable wake = () -> safely(workers::lookForWork);
      timer.execute(wake);
      // the first check may have met another node that had read the table before
      timer.schedule(wake, SECOND_CHECK_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("another node, or this one after its next start, runs system job {}", id);
    }
  }

  /**
   * Has work done once in each period, by one of all nodes.
   *
   * @param period whole seconds; periods are counted from 1970
   * @param delay until the first check
   */
  public void every(Duration period, Duration delay, String kind, String document) {
    Runnable look = () -> safely(() -> recur(period, kind, document));
    timer.scheduleWithFixedDelay(look, delay.toMillis(), 1000, TimeUnit.MILLISECONDS);
  }

  private void recur(Duration period, String kind, String document) {
    long now = clock.instant().getEpochSecond() / period.toSeconds();
    if (!Long.valueOf(now).equals(recurred.get(kind))) {
      enqueue(id(kind + '#' + now), kind, document);
      recurred.put(kind, now);
    }
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The system job, while it is open and for seven days after. */
  public Optional<SystemJob> find(UUID id) {
    return store.find(id);
  }

  /**
   * System jobs, newest first.
   *
   * @param states in one of them; empty for all
   * @param kind null for all
   * @param limit 1..1000
   */
  public List<SystemJob> list(Set<SystemJobState> states, @Nullable String kind, int limit) {
    return store
        .newest(kind == null ? limit : SCAN_LIMIT)
        .filter(job -> states.isEmpty() || states.contains(job.state()))
        .filter(job -> kind == null || kind.equals(job.kind()))
        .sorted(NEWEST)
        .limit(limit)
        .toList();
  }

  /**
   * Cancels a system job; a final one stays as it is. One that runs on this node stops at its next
   * check, one of another node within about 5 seconds.
   *
   * @return how it is then; empty when there is none
   */
  public Optional<SystemJob> cancel(UUID id) {
    Optional<SystemJob> job = find(id);
    if (job.isEmpty() || job.get().state().isFinal()) {
      return job;
    }
    store.delete(id);
    SystemContext run = runner.context(id);
    if (run != null) {
      run.cancel();
    }
    LOG.info("system job {} ({}) cancelled", id, job.get().kind());
    return find(id);
  }

  /** Removes a system job that is over from the lists; one that is open stays. */
  public void forget(UUID id) {
    find(id).filter(job -> job.state().isFinal()).ifPresent(job -> store.remove(id));
  }

  /**
   * False while JobRunr's server of this node is down; it is restarted when the database answers.
   */
  public boolean isServing() {
    return workers.isRunning();
  }

  /** How many run in this process. */
  public int running() {
    return runner.count();
  }

  /**
   * Ends the work of this node; what runs is interrupted and runs again here or elsewhere later.
   */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(STOP_S, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    workers.stop();
    store.close();
  }
}
