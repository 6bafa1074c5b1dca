package dev.aischeduler.engine.event;

import dev.aischeduler.db.job.EventLogStore;
import dev.aischeduler.db.job.JobEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the stored events of all jobs, of whatever node, for those who must miss none. It reads
 * only while somebody follows. Thread-safe.
 *
 * <p>Invariants: each stored event is delivered to each follower once, those of one job in their
 * order, its creation first. Everything up to {@code settled} was delivered or will never be
 * stored, on every node alike: who has received that goes on there.
 */
public final class EventLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
  private static final int PAGE = 1000;

  /** Positions that a first reading looks back for transactions that have not ended. */
  private static final int LOOK_BACK = 10_000;

  /** Reading goes no further ahead of a missing position: bounds memory and each look for it. */
  private static final int MOST_AHEAD = 50_000;

  /** Jobs whose creation was told. */
  private static final int MOST_CREATED = 50_000;

  /** In place of a position where there is none. */
  public static final long NO_POSITION = 0;

  private final EventLogStore store;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean due = new AtomicBoolean();

  /** Guarded by the lock; they hold only while somebody follows. */
  private Gaps gaps = new Gaps();

  private final Map<UUID, Boolean> created = new LinkedHashMap<>();
  private long read;

  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "event-log");
            thread.setDaemon(true);
            return thread;
          });

  public EventLog(EventLogStore store) {
    this.store = store;
  }

  /** Who follows; must be quick and never throw. */
  public interface Follower {
    /**
     * An event, or a creation that is told by the row of its job.
     *
     * @param settled what is settled once this was received; {@link #NO_POSITION} for a creation,
     *     which settles nothing
     */
    void event(JobEvent event, long settled);

    /** Everything up to this position was delivered. */
    void settled(long position);
  }

  /**
   * Where a follower begins.
   *
   * @param settled everything up to it is in the database for good
   * @param read what comes later than this is delivered; of what is between the two, that which was
   *     not there yet
   */
  public record Beginning(long settled, long read, Subscription subscription) {}

  /** Delivers stored events from now on. */
  public Beginning follow(Follower follower) {
    lock.lock();
    try {
      if (followers.isEmpty()) {
        begin();
      }
      followers.add(follower);
      return new Beginning(settled(), read, () -> followers.remove(follower));
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    long last = store.range().last();
    Gaps missing = new Gaps();
    long above = Math.max(0, last - LOOK_BACK);
    for (long position : store.positions(above, last)) {
      missing.add(above, position);
      above = position;
    }
    gaps = missing;
    read = last;
    created.clear();
  }

  private long settled() {
    return gaps.isEmpty() ? read : gaps.first() - 1;
  }

  /** Jobs were stored as queued, which no stored event tells: they are told soon. */
  public void created(List<JobEvent> creations) {
    if (!followers.isEmpty() && !creations.isEmpty()) {
      soon(
          () -> {
            lock.lock();
            try {
              creations.forEach(this::tellCreation);
            } finally {
              lock.unlock();
            }
          });
    }
  }

  private void tellCreation(JobEvent creation) {
    if (created.put(creation.jobId(), true) == null) {
      followers.forEach(follower -> follower.event(creation, NO_POSITION));
      if (created.size() > MOST_CREATED) {
        created.remove(created.keySet().iterator().next());
      }
    }
  }

  /** Something was stored: it is read soon, on a thread of its own. */
  public void wake() {
    if (!followers.isEmpty() && due.compareAndSet(false, true)) {
      soon(this::turn);
    }
  }

  private void soon(Runnable task) {
    try {
      reader.execute(task);
    } catch (RejectedExecutionException closed) {
      LOG.debug("an event was stored after the end");
    }
  }

  private void turn() {
    due.set(false);
    try {
      read();
    } catch (RuntimeException | Error e) {
      LOG.warn("the events of all jobs are read again soon: {}", e.toString());
    }
  }

  /** Reads what is new and looks for what was missing; to be called every second. */
  public void read() {
    lock.lock();
    try {
      boolean more = true;
      while (more && !followers.isEmpty()) {
        more = page();
      }
    } finally {
      lock.unlock();
    }
  }

  /** One page; nothing is changed when the database fails. True when more may be there. */
  private boolean page() {
    boolean missing = !gaps.isEmpty();
    Set<String> writers = missing ? store.writers() : Set.of();
    boolean ahead = missing && read - gaps.first() > MOST_AHEAD;
    List<JobEvent> fresh = ahead ? List.of() : store.between(read, Long.MAX_VALUE, PAGE);
    // after the new ones: an earlier event of the same job must not stay behind
    List<Long> late =
        missing ? gaps.among(store.positions(gaps.first() - 1, gaps.last())) : List.of();
    List<JobEvent> events = new ArrayList<>(store.at(late));
    events.addAll(fresh);
    Map<UUID, JobEvent> creations = store.creations(unknown(events));
    long before = settled();
    gaps.writing(writers);
    late.forEach(gaps::found);
    gaps.dropAbandoned();
    events.stream()
        .sorted(Comparator.comparingLong(JobEvent::seq))
        .forEach(event -> deliver(event, creations));
    long after = settled();
    if (after > before) {
      followers.forEach(follower -> follower.settled(after));
    }
    return fresh.size() == PAGE;
  }

  private List<JobEvent> unknown(List<JobEvent> events) {
    return events.stream().filter(event -> !created.containsKey(event.jobId())).toList();
  }

  private void deliver(JobEvent event, Map<UUID, JobEvent> creations) {
    JobEvent creation = creations.get(event.jobId());
    if (creation != null) {
      tellCreation(creation);
    }
    if (event.seq() > read) {
      gaps.add(read, event.seq());
      read = event.seq();
    }
    long settled = settled();
    // a late one that others are missing below, or above, settles nothing beyond itself
    followers.forEach(follower -> follower.event(event, Math.min(settled, event.seq())));
  }

  @Override
  public void close() {
    reader.shutdown();
  }
}
