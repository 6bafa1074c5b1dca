package dev.aischeduler.web.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the callers that wait on a request thread for a job or an event, so that quick requests
 * always find a free thread; and sends them all home when the server stops. Thread-safe.
 */
public final class WaitingRoom {
  private final Semaphore places;
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * A room.
   *
   * @param places callers that may wait at once
   */
  public WaitingRoom(int places) {
    this.places = new Semaphore(places);
  }

  /** Takes a place; false when the room is full or closed. Give it back with {@link #leave()}. */
  boolean enter() {
    return !isClosed() && places.tryAcquire();
  }

  /** Gives a place back. */
  void leave() {
    places.release();
  }

  /** True once waiting callers must go. */
  boolean isClosed() {
    return end.getCount() == 0;
  }

  /** Waits for a time, or until the room closes. */
  void pause(Duration atMost) throws InterruptedException {
    end.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Lets nobody in any more; those inside notice within a second. */
  public void close() {
    end.countDown();
  }
}
