package dev.aischeduler.web.api;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds the callers that wait on a request thread for a job or an event, so that quick requests
 * always find a free thread; and sends them all home when the server stops. Thread-safe.
 */
public final class WaitingRoom {
  private final Semaphore places;
  private final AtomicBoolean closed = new AtomicBoolean();

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
    return !closed.get() && places.tryAcquire();
  }

  /** Gives a place back. */
  void leave() {
    places.release();
  }

  /** True once waiting callers must go. */
  boolean isClosed() {
    return closed.get();
  }

  /** Lets nobody in any more; those inside notice within a second. */
  public void close() {
    closed.set(true);
  }
}
