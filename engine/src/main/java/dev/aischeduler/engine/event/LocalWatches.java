package dev.aischeduler.engine.event;

import dev.aischeduler.db.signal.Signal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Jobs that clients of this node watch, and how many live events of other nodes it has received for
 * each. Thread-safe.
 *
 * <p>Invariant: each live event is passed on at most once and in order, also when it is sent again.
 */
final class LocalWatches {
  /** A watch that ends and begins again at once need not be announced. */
  private static final long LINGER_NANOS = Duration.ofSeconds(5).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, Watch> watches = new HashMap<>();

  private static final class Watch {
    private int watchers;
    private long leftAt;
    private String stream = "";
    private int received;
  }

  /** One more client watches the job; true when it must be announced to other nodes. */
  boolean begin(UUID job) {
    lock.lock();
    try {
      boolean fresh = !watches.containsKey(job);
      watches.computeIfAbsent(job, id -> new Watch()).watchers++;
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  /** One client less watches the job. */
  void end(UUID job, long nanos) {
    lock.lock();
    try {
      Watch watch = watches.get(job);
      if (watch != null) {
        watch.watchers--;
        watch.leftAt = nanos;
      }
    } finally {
      lock.unlock();
    }
  }

  /** True when this event was not received before and a client watches its job. */
  boolean isNew(Signal.Live live) {
    lock.lock();
    try {
      Watch watch = watches.get(live.job());
      if (watch == null) {
        return false;
      }
      if (!watch.stream.equals(live.stream())) {
        watch.stream = live.stream();
        watch.received = 0;
      }
      boolean fresh = live.number() >= watch.received;
      watch.received = Math.max(watch.received, live.number() + 1);
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  /** Every watched job and how many live events of it were received. */
  Map<UUID, Signal.Received> all() {
    lock.lock();
    try {
      Map<UUID, Signal.Received> all = new HashMap<>();
      watches.forEach(
          (job, watch) -> all.put(job, new Signal.Received(watch.stream, watch.received)));
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets jobs that no client has watched for a while, and returns them. */
  Set<UUID> sweep(long nanos) {
    lock.lock();
    try {
      Set<UUID> gone = new HashSet<>();
      Iterator<Map.Entry<UUID, Watch>> each = watches.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<UUID, Watch> entry = each.next();
        Watch watch = entry.getValue();
        if (watch.watchers == 0 && nanos - watch.leftAt > LINGER_NANOS) {
          gone.add(entry.getKey());
          each.remove();
        }
      }
      return gone;
    } finally {
      lock.unlock();
    }
  }
}
