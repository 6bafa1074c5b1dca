package dev.aischeduler.engine.server;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.supervision.Wakeup;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which lanes may have jobs to start, and how urgent the most urgent of them may be, as far as this
 * node has heard. Thread-safe.
 *
 * <p>Invariants: what is heard while a lane is scanned is not lost, because the hint is taken
 * before the scan; a job claimed ahead never starts before a more urgent one that this node has
 * heard of and not yet looked for.
 */
public final class LaneHints {
  private static final long NONE = Long.MAX_VALUE;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TaskType, Hint> hints = new HashMap<>();
  private final Map<TaskType, Wakeup> servers = new ConcurrentHashMap<>();

  private static final class Hint {
    private boolean toScan;

    /** Smallest sort key heard of since the last scan began, and of the scan under way. */
    private long heard = NONE;

    private long scanning = NONE;
  }

  /** Who is woken when a lane may have jobs. */
  void serve(TaskType lane, Wakeup wakeup) {
    servers.put(lane, wakeup);
  }

  /** A job of the lane waits in this place. */
  public void heard(TaskType lane, long sortKey) {
    change(
        lane,
        hint -> {
          hint.toScan = true;
          hint.heard = Math.min(hint.heard, sortKey);
        });
    wake(lane);
  }

  /** Jobs of these lanes may wait, in whatever places. */
  public void heard(Collection<TaskType> lanes) {
    lanes.forEach(lane -> heard(lane, UNKNOWN));
  }

  /** Jobs of any lane may wait. */
  void heardOfAll() {
    heard(servers.keySet());
  }

  /** Wakes the job server of a lane. */
  void wake(TaskType lane) {
    Wakeup server = servers.get(lane);
    if (server != null) {
      server.signal();
    }
  }

  /** Wakes every job server. */
  void wakeAll() {
    servers.values().forEach(Wakeup::signal);
  }

  private <T> T locked(TaskType lane, Function<Hint, T> work) {
    lock.lock();
    try {
      return work.apply(hints.computeIfAbsent(lane, l -> new Hint()));
    } finally {
      lock.unlock();
    }
  }

  private void change(TaskType lane, Consumer<Hint> change) {
    locked(
        lane,
        hint -> {
          change.accept(hint);
          return true;
        });
  }

  /** True when the lane may have jobs that nobody has looked for. */
  boolean isToScan(TaskType lane) {
    return locked(lane, hint -> hint.toScan);
  }

  /** A scan of the lane begins. */
  void beginScan(TaskType lane) {
    change(
        lane,
        hint -> {
          hint.toScan = false;
          hint.scanning = Math.min(hint.scanning, hint.heard);
          hint.heard = NONE;
        });
  }

  /** A scan has ended: it found all there was, or the lane may have more, none of them urgent. */
  void endScan(TaskType lane, boolean more) {
    change(
        lane,
        hint -> {
          hint.toScan |= more;
          hint.scanning = NONE;
        });
  }

  /** A scan did not come about: what it was to look for is still to be looked for. */
  void cancelScan(TaskType lane) {
    change(
        lane,
        hint -> {
          hint.toScan = true;
          hint.heard = Math.min(hint.heard, hint.scanning);
          hint.scanning = NONE;
        });
  }

  /** True when a job more urgent than this one may wait in the lane, claimed by nobody yet. */
  boolean mayHaveBefore(TaskType lane, @Nullable Long sortKey) {
    return sortKey != null && locked(lane, hint -> Math.min(hint.heard, hint.scanning) < sortKey);
  }
}
