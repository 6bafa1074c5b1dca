package dev.aischeduler.engine.supervision;

import dev.aischeduler.db.failure.Outage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * A thread that does one thing again and again until it is closed, whatever is thrown meanwhile.
 * Thread-safe.
 *
 * <p>An error of the database is waited out: logged once, tried again with growing pauses up to a
 * second, for as long as it takes. Anything else is a fault of ours: logged once as FATAL, tried
 * again with growing pauses up to five seconds, and reported by {@link #failingFor}.
 */
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Marker FATAL = MarkerFactory.getMarker("FATAL");
  private static final long FIRST_PAUSE_MS = 50;
  private static final long DATABASE_PAUSE_MS = 1000;
  private static final long FAULT_PAUSE_MS = 5000;
  private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String name;
  private final Turn turn;
  private final Wakeup wakeup;
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  /** Grows with every turn. */
  private final AtomicLong beats = new AtomicLong();

  private volatile boolean waiting;
  private volatile long faultSince;
  private volatile @Nullable String trouble;

  /** What follows belongs to the loop's thread. */
  private long pauseMs = FIRST_PAUSE_MS;

  private boolean databaseTrouble;

  /** The last fault that was logged, so that one which comes and goes does not fill the log. */
  private String lastFault = "";

  private long lastFaultAt;

  /** What a loop does. */
  @FunctionalInterface
  public interface Turn {
    /** Does it once; returns the milliseconds to wait for a signal before the next time. */
    long run() throws Exception;
  }

  Loop(String name, Wakeup wakeup, Turn turn) {
    this.name = name;
    this.wakeup = wakeup;
    this.turn = turn;
  }

  /** Starts the thread; also in place of one that died. */
  void start() {
    Thread fresh = new Thread(this::run, name);
    fresh.setDaemon(true);
    // first, or the watchdog could see it not alive yet and start another
    fresh.start();
    thread = fresh;
  }

  /** Name of the thread. */
  public String name() {
    return name;
  }

  /** Makes the next turn begin at once. */
  public void signal() {
    wakeup.signal();
  }

  private void run() {
    while (!closed) {
      long waitMs;
      try {
        beats.incrementAndGet();
        waitMs = turn.run();
        recovered();
      } catch (Throwable e) {
        waitMs = failed(e);
      }
      pause(waitMs);
    }
  }

  private void pause(long waitMs) {
    if (closed || waitMs <= 0) {
      return;
    }
    waiting = true;
    try {
      wakeup.await(waitMs);
    } finally {
      beats.incrementAndGet();
      waiting = false;
    }
  }

  private void recovered() {
    if (trouble != null) {
      LOG.info("{} works again", name);
      trouble = null;
    }
    pauseMs = FIRST_PAUSE_MS;
    databaseTrouble = false;
    faultSince = 0;
  }

  /** Never throws: an error while logging must not end the thread either. */
  private long failed(Throwable e) {
    boolean database = Outage.isDatabaseError(e);
    try {
      trouble = e.toString();
      if (database && !databaseTrouble) {
        LOG.warn("{} waits for the database: {}", name, e.toString());
      } else if (!database && !closed && isNew(e)) {
        LOG.error(FATAL, "{} failed; it is tried again: {}", name, e.toString(), e);
      }
    } catch (Throwable again) {
      // out of memory, most likely: the next turn may find some
    }
    databaseTrouble |= database;
    if (database) {
      faultSince = 0;
    } else if (faultSince == 0) {
      faultSince = Math.max(1, System.nanoTime());
    }
    long wait = pauseMs;
    pauseMs = Math.min(2 * pauseMs, database ? DATABASE_PAUSE_MS : FAULT_PAUSE_MS);
    return Math.min(wait, database ? DATABASE_PAUSE_MS : FAULT_PAUSE_MS);
  }

  private boolean isNew(Throwable e) {
    long now = System.nanoTime();
    boolean isNew = !e.toString().equals(lastFault) || now - lastFaultAt > REPEAT_NANOS;
    if (isNew) {
      lastFault = e.toString();
      lastFaultAt = now;
    }
    return isNew;
  }

  long beats() {
    return beats.get();
  }

  boolean isWaiting() {
    return waiting;
  }

  boolean isDead() {
    Thread now = thread;
    return !closed && now != null && !now.isAlive();
  }

  /** Nanoseconds since which every turn fails by a fault that is not the database's; 0 for none. */
  public long failingFor() {
    long since = faultSince;
    return since == 0 ? 0 : System.nanoTime() - since;
  }

  /** The error of the last turn, or null if it went well. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Where the thread is now, for the log. */
  String where() {
    Thread now = thread;
    StackTraceElement[] stack = now == null ? new StackTraceElement[0] : now.getStackTrace();
    return stack.length == 0 ? "nowhere" : stack[0].toString();
  }

  /** Begins no further turn; waits a while for the one under way. */
  @Override
  public void close() {
    closed = true;
    wakeup.signal();
    Thread now = thread;
    if (now == null || now == Thread.currentThread()) {
      return;
    }
    try {
      now.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
