package dev.aischeduler.engine.event;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells watchers of this process what happens to jobs: stored state changes after their commit, and
 * live events as they are made. Thread-safe.
 *
 * <p>Invariant: one thread delivers everything, so each watcher hears the events of a job in the
 * order in which they happened. Nothing is read or queued for jobs that nobody watches.
 */
public final class JobEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);
  private static final int PAGE = 500;

  /** Position after which nothing is stored. */
  public static final long NO_HISTORY = Long.MAX_VALUE;

  private final JobStore store;
  private final Map<UUID, List<Watcher>> watchers = new ConcurrentHashMap<>();
  private final List<Consumer<JobEvent>> all = new CopyOnWriteArrayList<>();
  private final ExecutorService delivery =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "job-events");
            thread.setDaemon(true);
            return thread;
          });

  /** Events over a store. */
  public JobEvents(JobStore store) {
    this.store = store;
  }

  private static final class Watcher {
    private final Consumer<JobEvent> listener;
    private final Runnable changed;
    private final boolean history;

    /** Only the delivery thread touches it after construction. */
    private long lastSeq;

    Watcher(Consumer<JobEvent> listener, Runnable changed, long lastSeq) {
      this.listener = listener;
      this.changed = changed;
      this.history = lastSeq != NO_HISTORY;
      this.lastSeq = lastSeq;
    }
  }

  /**
   * Hears the events of one job after a position of its history, and its live events from now on.
   *
   * @param afterSeq {@link #NO_HISTORY} to hear live events only
   * @param changed runs after each stored change, at once, on any thread
   */
  public Subscription watch(
      UUID job, long afterSeq, Consumer<JobEvent> listener, Runnable changed) {
    Watcher watcher = new Watcher(listener, changed, afterSeq);
    watchers.computeIfAbsent(job, id -> new CopyOnWriteArrayList<>()).add(watcher);
    deliver(() -> catchUp(job, watcher, Long.MAX_VALUE));
    return () ->
        watchers.computeIfPresent(
            job,
            (id, list) -> {
              list.remove(watcher);
              return list.isEmpty() ? null : list;
            });
  }

  /** Hears the events of every job from now on. */
  public Subscription watchAll(Consumer<JobEvent> listener) {
    all.add(listener);
    return () -> all.remove(listener);
  }

  /** Publishes a live event. */
  public void publish(JobEvent event) {
    if (watchers.containsKey(event.jobId()) || !all.isEmpty()) {
      deliver(
          () -> {
            watchers.getOrDefault(event.jobId(), List.of()).forEach(w -> tell(w.listener, event));
            all.forEach(listener -> tell(listener, event));
          });
    }
  }

  /** These jobs have new stored events. */
  public void changed(Collection<UUID> jobs) {
    for (UUID job : jobs) {
      List<Watcher> watching = watchers.getOrDefault(job, List.of());
      watching.forEach(w -> w.changed.run());
      if (!all.isEmpty() || watching.stream().anyMatch(w -> w.history)) {
        // read here, not when delivered: the next change must not overtake the live events between
        Optional<JobEvent> last = lastEvent(job);
        long upTo = last.map(JobEvent::seq).orElse(Long.MAX_VALUE);
        deliver(
            () -> {
              watchers.getOrDefault(job, List.of()).forEach(w -> catchUp(job, w, upTo));
              last.ifPresent(event -> all.forEach(listener -> tell(listener, event)));
            });
      }
    }
  }

  /** Never throws: the change itself is committed, whatever becomes of its news. */
  private Optional<JobEvent> lastEvent(UUID job) {
    try {
      return store.lastEvent(job);
    } catch (RuntimeException e) {
      LOG.warn("events could not be read: {}", e.toString());
      return Optional.empty();
    }
  }

  private void catchUp(UUID job, Watcher watcher, long upTo) {
    if (!watcher.history) {
      return;
    }
    for (JobEvent event : store.events(job, watcher.lastSeq, PAGE)) {
      if (event.seq() > upTo) {
        return;
      }
      watcher.lastSeq = event.seq();
      tell(watcher.listener, event);
    }
  }

  private static void tell(Consumer<JobEvent> listener, JobEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.debug("a watcher of job {} failed: {}", event.jobId(), e.toString());
    }
  }

  private void deliver(Runnable task) {
    try {
      delivery.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              LOG.warn("events could not be read: {}", e.toString());
            }
          });
    } catch (RejectedExecutionException closed) {
      LOG.debug("event after close");
    }
  }

  @Override
  public void close() {
    delivery.shutdown();
  }
}
