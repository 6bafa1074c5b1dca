package dev.aischeduler.engine.device;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for a slice in one lane, the most urgent first. Not thread-safe. Places are
 * used again, so that nothing is allocated once the queue has been as long as it gets.
 *
 * <p>Invariant: a step of priority is worth {@value #STEP_MS} ms of waiting, so whoever waits is
 * overtaken only by those who come within nine times that: nobody starves.
 */
final class WaitQueue {
  private static final long STEP_MS = 1000;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(STEP_MS);

  private @Nullable Place first;
  private @Nullable Place unused;

  /** A thread's place in the queue. */
  static final class Place {
    private @Nullable Place next;
    private @Nullable Thread thread;
    private long key;
    private volatile long wakeAt;
    private boolean granted;

    /** The waiting thread. */
    @Nullable Thread thread() {
      return thread;
    }

    /** Whether the device was given to this thread. */
    boolean granted() {
      return granted;
    }

    /** Gives the device to this thread. */
    void grant() {
      granted = true;
    }

    /** When to check again, in nanoseconds; 0 for when woken. */
    long wakeAt() {
      return wakeAt;
    }

    /** Sets when to check again. */
    void wakeAt(long at) {
      wakeAt = at;
    }
  }

  /**
   * Adds a thread.
   *
   * @param priority 0..9, 9 goes first
   */
  Place add(Thread thread, int priority, long now) {
    Place place = unused == null ? new Place() : unused;
    unused = place.next;
    place.thread = thread;
    place.key = now - priority * STEP_NANOS;
    place.wakeAt = 0;
    place.granted = false;
    insert(place);
    return place;
  }

  private void insert(Place place) {
    Place before = null;
    Place after = first;
    while (after != null && after.key - place.key <= 0) {
      before = after;
      after = after.next;
    }
    place.next = after;
    if (before == null) {
      first = place;
    } else {
      before.next = place;
    }
  }

  /** The most urgent; null if none waits. */
  @Nullable Place first() {
    return first;
  }

  /** Removes a place. */
  void remove(Place place) {
    if (first == place) {
      first = place.next;
      return;
    }
    for (Place each = first; each != null; each = each.next) {
      if (each.next == place) {
        each.next = place.next;
        return;
      }
    }
  }

  /** Keeps a removed place for the next thread. */
  void recycle(Place place) {
    place.thread = null;
    place.next = unused;
    unused = place;
  }
}
