package dev.aischeduler.engine.system;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what JobRunr tells nobody of. Thread-safe. */
final class Patience {
  /** The longest wait: what hangs in the database must not keep a node from ending. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final long LOOK_MS = 2;

  private Patience() {}

  /** Returns when it is done, when the time is up, or when the thread is interrupted. */
  static void await(BooleanSupplier done) {
    long end = System.nanoTime() + LONGEST.toNanos();
    try {
      while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
        Thread.sleep(LOOK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
