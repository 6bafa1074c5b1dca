package dev.aischeduler.web.api.http;

import java.time.Duration;

/** Measures how long a client has left a write waiting. Thread-safe for one writer. */
public final class Stall {
  private final long patienceNanos;
  private volatile boolean waiting;
  private volatile long sinceNanos;

  /**
   * A measure.
   *
   * @param patience how long a write may wait
   */
  public Stall(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** A write waits for the client. */
  public void waits() {
    if (!waiting) {
      sinceNanos = System.nanoTime();
      waiting = true;
    }
  }

  /** The client has read. */
  public void moved() {
    waiting = false;
  }

  /** True when a write has waited for longer than allowed. */
  public boolean isOver(long nowNanos) {
    return waiting && nowNanos - sinceNanos > patienceNanos;
  }
}
