package dev.aischeduler.bench.node;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Counts jobs that start, and says how many and when the first was. Thread-safe. */
final class StartCount {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final AtomicLong firstMicros = new AtomicLong();
  private final AtomicLong count = new AtomicLong();

  /** Begins anew. */
  void reset() {
    count.set(0);
    firstMicros.set(0);
  }

  /** A job starts. */
  void add() {
    if (firstMicros.get() == 0) {
      firstMicros.compareAndSet(0, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
    count.incrementAndGet();
  }

  /** Says {@code count NUMBER MICROSECONDS} whenever it has changed, until the process ends. */
  void sayTo(PrintStream out) {
    Thread thread =
        new Thread(
            () -> {
              long said = 0;
              while (true) {
                LockSupport.parkNanos(PAUSE_NANOS);
                long now = count.get();
                if (now != said && now > 0) {
                  out.println(NodeMain.COUNT + " " + now + " " + firstMicros.get());
                }
                said = now;
              }
            },
            "start-count");
    thread.setDaemon(true);
    thread.start();
  }
}
