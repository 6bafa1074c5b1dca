package dev.aischeduler.jobs.heap;

import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TryLaterException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The part of the Java heap that the audio and the pixels of all running jobs of this node may hold
 * together. A job claims what its result needs before it computes anything. Thread-safe.
 *
 * <p>Invariants: claims together never exceed the budget; waiting jobs are served in the order of
 * their arrival, so that small ones cannot starve a large one; a job that holds a claim waits for
 * no other.
 */
public final class HeapBudget {
  /** Of the heap; the rest is for requests, answers, the database and work buffers. */
  private static final double SHARE = 0.4;

  /** Afterwards the job is put back into the queue. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final long capacity;
  private final Duration longestWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Object> waiting = new ArrayDeque<>();
  private long held;

  /**
   * A budget without claims.
   *
   * @param capacity bytes for all jobs together
   * @param longestWait how long a job waits for others before it is put back
   */
  public HeapBudget(long capacity, Duration longestWait) {
    this.capacity = capacity;
    this.longestWait = longestWait;
  }

  /** Two fifths of the largest heap that this process may have; a job waits 30 s at most. */
  public static HeapBudget ofProcess() {
    return new HeapBudget((long) (Runtime.getRuntime().maxMemory() * SHARE), LONGEST_WAIT);
  }

  /** Bytes for all jobs together. */
  public long capacity() {
    return capacity;
  }

  /** Bytes claimed now. */
  public long held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Claims bytes, waiting while others hold too many. To be closed when the result is stored.
   *
   * @param what the bytes are for
   * @param context takes a progress note when the job waits
   * @throws PermanentTaskException when the budget is smaller than that
   * @throws TryLaterException when others still hold too many after the longest wait
   * @throws InterruptedException when the attempt is stopped meanwhile
   */
  public HeapClaim claim(long bytes, Subject what, TaskContext context)
      throws PermanentTaskException, TryLaterException, InterruptedException {
    if (bytes > capacity) {
      throw tooLarge(bytes, what);
    }
    Object ticket = new Object();
    long nanos = longestWait.toNanos();
    lock.lockInterruptibly();
    try {
      waiting.add(ticket);
      if (!isNext(ticket, bytes)) {
        context.progress(0, "waits for memory that the results of other jobs hold");
      }
      while (!isNext(ticket, bytes)) {
        if (nanos <= 0) {
          throw busy(bytes, what);
        }
        nanos = changed.awaitNanos(nanos);
      }
      held += bytes;
      return new HeapClaim(this, what, bytes);
    } finally {
      waiting.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
  }

  private boolean isNext(Object ticket, long bytes) {
    return waiting.peek() == ticket && held + bytes <= capacity;
  }

  /** Enlarges a claim at once or not at all: a job that holds one never waits. */
  void grow(long more, long all, Subject what) throws PermanentTaskException, TryLaterException {
    if (all > capacity) {
      throw tooLarge(all, what);
    }
    lock.lock();
    try {
      if (held + more > capacity) {
        throw busy(all, what);
      }
      held += more;
    } finally {
      lock.unlock();
    }
  }

  /** Gives bytes back. */
  void release(long bytes) {
    lock.lock();
    try {
      held -= bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private PermanentTaskException tooLarge(long bytes, Subject what) {
    return new PermanentTaskException(
        what.name()
            + " needs "
            + mib(bytes)
            + " of Java heap, but all results together may hold "
            + mib(capacity)
            + " on this node; "
            + what.remedy()
            + ", or start it with a larger heap (AI_SCHEDULER_JAVA_OPTS=-Xmx)");
  }

  private TryLaterException busy(long bytes, Subject what) {
    return new TryLaterException(
        what.name()
            + " needs "
            + mib(bytes)
            + " of Java heap, which the results of other jobs hold (of "
            + mib(capacity)
            + "); the job runs again");
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
  }

  /**
   * What a claim is for.
   *
   * @param name for example {@code the speech}
   * @param remedy what makes it smaller, for example {@code shorten the text}
   */
  public record Subject(String name, String remedy) {}
}
