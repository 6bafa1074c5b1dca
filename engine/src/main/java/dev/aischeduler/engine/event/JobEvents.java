package dev.aischeduler.engine.event;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.signal.Signal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events of jobs, of whatever node, to the watchers of this process: stored state changes
 * after their commit, and live events as they are made. Thread-safe.
 *
 * <p>Invariant: one thread delivers everything, so each watcher gets the events of a job in the
 * order in which they happened. Nothing is read or queued for jobs that have no watcher.
 */
public final class JobEvents implements AutoCloseable, Relay.Local {
  private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);
  private static final int PAGE = 500;

  /** Position after which nothing is stored. */
  public static final long NO_HISTORY = Long.MAX_VALUE;

  private final JobStore store;
  private final Relay relay;
  private final Map<UUID, List<Watcher>> watchers = new ConcurrentHashMap<>();
  private final List<Consumer<JobEvent>> all = new CopyOnWriteArrayList<>();

  /** Watched jobs whose history could not be read; {@link #catchUp()} tries again. */
  private final Set<UUID> behind = ConcurrentHashMap.newKeySet();

  private final ExecutorService delivery =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "job-events");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param relay brings events of jobs that other nodes run
   */
  public JobEvents(JobStore store, Relay relay) {
    this.store = store;
    this.relay = relay;
  }

  private static final class Watcher {
    private final @Nullable Consumer<JobEvent> listener;
    private final Runnable changed;
    private final boolean history;

    /** Only the delivery thread touches it after construction. */
    private long lastSeq;

    Watcher(@Nullable Consumer<JobEvent> listener, Runnable changed, long lastSeq) {
      this.listener = listener;
      this.changed = changed;
      this.history = lastSeq != NO_HISTORY;
      this.lastSeq = lastSeq;
    }

    void accept(JobEvent event) {
      if (listener != null) {
        JobEvents.deliverTo(listener, event);
      }
    }
  }

  /**
   * Delivers the events of one job after a position of its history, and its live events from now
   * on; when another node runs it, those of the present attempt from its beginning.
   *
   * @param afterSeq {@link #NO_HISTORY} for live events only
   * @param changed runs after each stored change, at once, on any thread
   */
  public Subscription watch(
      UUID job, long afterSeq, Consumer<JobEvent> listener, Runnable changed) {
    return watch(job, new Watcher(listener, changed, afterSeq));
  }

  /** Delivers what is stored of one job, and its live events, from now on. */
  public Subscription watchFromNow(UUID job, Consumer<JobEvent> listener) {
    long stored = lastSeq(job);
    return watch(job, stored == Long.MAX_VALUE ? 0 : stored, listener, () -> {});
  }

  /**
   * Delivers the live events of the present or last attempt of a job from its beginning, as far as
   * they are kept, then those that come; an event may be delivered twice. Where the beginning is
   * lost, the first that is delivered is a later one.
   */
  public Subscription watchAttempt(UUID job, Consumer<JobEvent> listener) {
    Watcher watcher = new Watcher(listener, () -> {}, NO_HISTORY);
    AtomicBoolean open = new AtomicBoolean(true);
    relay.watch(job);
    // on the thread that delivers: what is published after the look is delivered behind it
    deliver(
        job,
        () -> {
          if (open.get()) {
            add(job, watcher);
            relay.tail(job).forEach(watcher::accept);
          }
        });
    return () -> {
      if (open.compareAndSet(true, false)) {
        relay.unwatch(job);
        deliver(job, () -> remove(job, watcher));
      }
    };
  }

  /**
   * Reports that a state of one job was stored, and nothing else: its live events, one for each
   * token, then cost nothing.
   *
   * @param changed runs after each stored change, at once, on any thread
   */
  public Subscription watchChanges(UUID job, Runnable changed) {
    return watch(job, new Watcher(null, changed, NO_HISTORY));
  }

  private Subscription watch(UUID job, Watcher watcher) {
    add(job, watcher);
    relay.watch(job);
    if (watcher.history) {
      // read here, not when delivered: a later change must not overtake the live events before it
      long upTo = lastSeq(job);
      deliver(job, () -> catchUp(job, watcher, upTo));
    }
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.compareAndSet(true, false)) {
        relay.unwatch(job);
        remove(job, watcher);
      }
    };
  }

  private void add(UUID job, Watcher watcher) {
    // within the map's lock: else a list that was just removed as empty might get it
    watchers.compute(
        job,
        (id, list) -> {
          List<Watcher> all = list == null ? new CopyOnWriteArrayList<>() : list;
          all.add(watcher);
          return all;
        });
  }

  private void remove(UUID job, Watcher watcher) {
    watchers.computeIfPresent(
        job,
        (id, list) -> {
          list.remove(watcher);
          return list.isEmpty() ? null : list;
        });
  }

  /** Delivers the events of every job from now on. */
  public Subscription watchAll(Consumer<JobEvent> listener) {
    all.add(listener);
    return () -> all.remove(listener);
  }

  /** Publishes a live event of a job that this node runs. */
  public void publish(JobEvent event) {
    relay.publish(event);
    live(event);
  }

  @Override
  public void live(JobEvent event) {
    if (!all.isEmpty() || watching(event.jobId()).stream().anyMatch(w -> w.listener != null)) {
      deliver(
          event.jobId(),
          () -> {
            watching(event.jobId()).forEach(w -> w.accept(event));
            all.forEach(listener -> deliverTo(listener, event));
          });
    }
  }

  /** Handles a signal of another node. */
  public void onSignal(Signal signal) {
    relay.onSignal(signal, this);
  }

  @Override
  public void changed(UUID job, long seq) {
    List<Watcher> watching = watching(job);
    watching.forEach(w -> w.changed.run());
    if (!watching.isEmpty() || !all.isEmpty()) {
      deliver(job, () -> catchUp(job, seq, all.isEmpty() ? Optional.empty() : lastEvent(job)));
    }
  }

  @Override
  public void missed() {
    watchers.keySet().forEach(job -> changed(job, Long.MAX_VALUE));
  }

  @Override
  public long lastSeq(UUID job) {
    return lastEvent(job).map(JobEvent::seq).orElse(Long.MAX_VALUE);
  }

  /** This process stored new events of these jobs. */
  public void stored(Collection<UUID> jobs) {
    relay.changing(jobs);
    jobs.forEach(job -> watching(job).forEach(w -> w.changed.run()));
    List<UUID> watched = jobs.stream().filter(this::isWatched).toList();
    // read here, not when delivered: the next change must not overtake the live events between
    Map<UUID, JobEvent> last = lastEvents(watched);
    for (UUID job : watched) {
      JobEvent event = last.get(job);
      long upTo = event == null ? Long.MAX_VALUE : event.seq();
      if (relay.isWatchedElsewhere(job)) {
        relay.stored(job, upTo);
      }
      deliver(job, () -> catchUp(job, upTo, Optional.ofNullable(event)));
    }
  }

  private List<Watcher> watching(UUID job) {
    return watchers.getOrDefault(job, List.of());
  }

  /** True when a watcher wants to know what was stored of a job. */
  private boolean isWatched(UUID job) {
    return !all.isEmpty()
        || relay.isWatchedElsewhere(job)
        || watching(job).stream().anyMatch(w -> w.history);
  }

  private void catchUp(UUID job, long upTo, Optional<JobEvent> last) {
    watching(job).forEach(w -> catchUp(job, w, upTo));
    last.ifPresent(event -> all.forEach(listener -> deliverTo(listener, event)));
  }

  private Optional<JobEvent> lastEvent(UUID job) {
    return Optional.ofNullable(lastEvents(List.of(job)).get(job));
  }

  /** Never throws: the change itself is committed, whether watchers learn of it or not. */
  private Map<UUID, JobEvent> lastEvents(List<UUID> jobs) {
    try {
      return jobs.isEmpty() ? Map.of() : store.lastEvents(jobs);
    } catch (RuntimeException | Error e) {
      LOG.warn("events could not be read: {}", e.toString());
      return Map.of();
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
      watcher.accept(event);
    }
  }

  private static void deliverTo(Consumer<JobEvent> listener, JobEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.debug("a watcher of job {} failed: {}", event.jobId(), e.toString());
    }
  }

  /** Reads again what could not be read for watchers; to be called every second. */
  public void catchUp() {
    for (UUID job : Set.copyOf(behind)) {
      behind.remove(job);
      deliver(job, () -> catchUp(job, Long.MAX_VALUE, Optional.empty()));
    }
  }

  private void deliver(UUID job, Runnable task) {
    try {
      delivery.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException | Error e) {
              behind.add(job);
              LOG.warn("events of job {} are read again soon: {}", job, e.toString());
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
