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
 * node knows. Thread-safe.
 *
 * <p>Invariants: what is added while a lane is scanned is not lost, because the entry is taken
 * before the scan; a job claimed ahead never starts before a more urgent one that this node knows
 * of and has not scanned for yet.
 */
public final class LanesToScan {
  private static final long NONE = Long.MAX_VALUE;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TaskType, Entry> entries = new HashMap<>();
  private final Map<TaskType, Wakeup> servers = new ConcurrentHashMap<>();

  private static final class Entry {
    private boolean toScan;

    /** Smallest sort key added since the last scan began, and that of the scan under way. */
    private long waiting = NONE;

    private long scanning = NONE;
  }

  /** The lane has a job server, which is woken when the lane may have jobs. */
  void serve(TaskType lane, Wakeup wakeup) {
    servers.put(lane, wakeup);
  }

  /** A job of the lane waits with this sort key. */
  public void add(TaskType lane, long sortKey) {
    change(
        lane,
        entry -> {
          entry.toScan = true;
          entry.waiting = Math.min(entry.waiting, sortKey);
        });
    wake(lane);
  }

  /** Jobs of these lanes may wait, with whatever sort keys. */
  public void add(Collection<TaskType> lanes) {
    lanes.forEach(lane -> add(lane, UNKNOWN));
  }

  /** Jobs of any lane may wait. */
  void addEveryLane() {
    add(servers.keySet());
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

  private <T> T locked(TaskType lane, Function<Entry, T> work) {
    lock.lock();
    try {
      return work.apply(entries.computeIfAbsent(lane, l -> new Entry()));
    } finally {
      lock.unlock();
    }
  }

  private void change(TaskType lane, Consumer<Entry> change) {
    locked(
        lane,
        entry -> {
          change.accept(entry);
          return true;
        });
  }

  /** True when the lane may have jobs that no scan has looked for. */
  boolean isToScan(TaskType lane) {
    return locked(lane, entry -> entry.toScan);
  }

  /** A scan of the lane begins. */
  void beginScan(TaskType lane) {
    change(
        lane,
        entry -> {
          entry.toScan = false;
          entry.scanning = Math.min(entry.scanning, entry.waiting);
          entry.waiting = NONE;
        });
  }

  /** A scan has ended: it found all there was, or the lane may have more, none of them urgent. */
  void endScan(TaskType lane, boolean more) {
    change(
        lane,
        entry -> {
          entry.toScan |= more;
          entry.scanning = NONE;
        });
  }

  /** A scan did not take place: the lane is still to be scanned. */
  void cancelScan(TaskType lane) {
    change(
        lane,
        entry -> {
          entry.toScan = true;
          entry.waiting = Math.min(entry.waiting, entry.scanning);
          entry.scanning = NONE;
        });
  }

  /** True when a job more urgent than this one may wait in the lane, not claimed yet. */
  boolean mayHaveBefore(TaskType lane, @Nullable Long sortKey) {
    return sortKey != null
        && locked(lane, entry -> Math.min(entry.waiting, entry.scanning) < sortKey);
  }
}
