package dev.aischeduler.engine.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the loops of a node and watches them. A thread that died is started again; a loop that has
 * not turned for {@link #LIMIT}, or has failed for so long by a fault of ours, is reported once, so
 * that the process can end and be started anew. Thread-safe.
 *
 * <p>Silence is counted between checks that the watchdog really made, so that a process which was
 * stopped for a minute (SIGSTOP, a suspended laptop) does not report itself when it resumes. What
 * waits for the database turns all the same: each statement has a time limit below {@link #LIMIT}.
 */
public final class Supervisor implements AutoCloseable {
  /** Longest time without a turn. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Duration limit;
  private final Duration interval;
  private final Consumer<String> lost;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final Map<Loop, Silence> silences = new HashMap<>();
  private final AtomicBoolean reported = new AtomicBoolean();
  private final Thread watchdog = new Thread(this::watch, "watchdog");
  private volatile List<String> problems = List.of();
  private volatile boolean closed;

  /** How long a loop has not turned. */
  private record Silence(long beats, long nanos) {}

  /**
   * A supervisor; its watchdog runs from now on.
   *
   * @param lost is called once when a part does not recover
   */
  public Supervisor(Consumer<String> lost) {
    this(lost, LIMIT, INTERVAL);
  }

  /**
   * A supervisor with another limit.
   *
   * @param interval how often the watchdog checks
   */
  Supervisor(Consumer<String> lost, Duration limit, Duration interval) {
    this.lost = lost;
    this.limit = limit;
    this.interval = interval;
    watchdog.setDaemon(true);
    watchdog.start();
  }

  /** Starts a loop that a signal wakes. */
  public Loop loop(String name, Wakeup wakeup, Loop.Turn turn) {
    Loop loop = new Loop(name, wakeup, turn);
    loops.add(loop);
    loop.start();
    return loop;
  }

  /** Starts a loop that does something at once and then with pauses of this length. */
  public Loop every(String name, Duration pause, Runnable action) {
    return loop(
        name,
        new Wakeup(),
        () -> {
          action.run();
          return pause.toMillis();
        });
  }

  /** Parts that do not work and do not recover by themselves; empty while all is well. */
  public List<String> problems() {
    return problems;
  }

  private void watch() {
    long last = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(interval.toNanos());
      long now = System.nanoTime();
      try {
        check(Math.min(now - last, interval.toNanos() * 3 / 2));
      } catch (Throwable e) {
        // the watchdog outlives what it watches
      }
      last = now;
    }
  }

  private void check(long step) {
    List<String> found = new ArrayList<>();
    for (Loop loop : loops) {
      if (loop.isDead()) {
        LOG.error("thread {} died; it is started again", loop.name());
        loop.start();
      }
      Silence before = silences.get(loop);
      boolean silent = before != null && before.beats() == loop.beats() && !loop.isWaiting();
      long nanos = silent ? before.nanos() + step : 0;
      silences.put(loop, new Silence(loop.beats(), nanos));
      if (nanos > limit.toNanos()) {
        found.add(
            String.format(
                Locale.ROOT,
                "%s has not turned for %d s, at %s",
                loop.name(),
                TimeUnit.NANOSECONDS.toSeconds(nanos),
                loop.where()));
      } else if (loop.failingFor() > limit.toNanos()) {
        found.add(String.format(Locale.ROOT, "%s fails: %s", loop.name(), loop.trouble()));
      }
    }
    problems = List.copyOf(found);
    if (!found.isEmpty() && reported.compareAndSet(false, true)) {
      lost.accept(String.join("; ", found));
    }
  }

  /** Closes the loops in the reverse order of their start. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watchdog);
    for (int i = loops.size() - 1; i >= 0; i--) {
      loops.get(i).close();
    }
  }
}
