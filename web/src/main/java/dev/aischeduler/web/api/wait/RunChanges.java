package dev.aischeduler.web.api.wait;

import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.run.Runs;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something happens to runs: at once for what this node does, and within a second
 * otherwise, by one query for all runs that are watched. Thread-safe.
 */
public final class RunChanges implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunChanges.class);

  /** Runs in one query. */
  private static final int AT_ONCE = 500;

  private final Runs runs;
  private final Executor workers;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  /** Whether a look is due that has not begun: more than one would see the same. */
  private final AtomicBoolean due = new AtomicBoolean();

  private final Subscription changes;

  /** Compared by identity: a run may be watched several times. */
  private static final class Watch {
    private final UUID run;
    private final Runnable changed;
    private final AtomicReference<String> version = new AtomicReference<>("");

    Watch(UUID run, Runnable changed) {
      this.run = run;
      this.changed = changed;
    }

    void saw(String now) {
      if (!now.equals(version.getAndSet(now))) {
        changed.run();
      }
    }
  }

  /**
   * Watches nothing yet.
   *
   * @param workers ask the database
   */
  public RunChanges(Runs runs, Executor workers) {
    this.runs = runs;
    this.workers = workers;
    this.changes = runs.watchChanges(this::askAll);
  }

  /**
   * Watches a run.
   *
   * @param changed runs after each change and once at first; several changes may be one; on a
   *     worker; must not block
   */
  public Subscription watch(UUID run, Runnable changed) {
    Watch watch = new Watch(run, changed);
    watches.add(watch);
    askAll();
    return () -> watches.remove(watch);
  }

  /** Asks about all runs that are watched; to be called every second. Never blocks. */
  public void askAll() {
    if (!watches.isEmpty() && due.compareAndSet(false, true)) {
      workers.execute(this::ask);
    }
  }

  private void ask() {
    due.set(false);
    List<Watch> all = List.copyOf(watches);
    try {
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<Watch> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
        Set<UUID> ids = new HashSet<>();
        some.forEach(watch -> ids.add(watch.run));
        Map<UUID, String> versions = runs.versions(ids);
        some.forEach(watch -> watch.saw(versions.getOrDefault(watch.run, "gone")));
      }
    } catch (RuntimeException e) {
      // the runs are stored, and the next look asks again
      LOG.debug("the states of {} runs could not be read: {}", all.size(), e.toString());
    }
  }

  /** Is told nothing from now on. */
  @Override
  public void close() {
    changes.close();
  }
}
