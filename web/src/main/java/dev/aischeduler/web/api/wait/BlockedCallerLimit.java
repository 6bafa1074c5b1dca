package dev.aischeduler.web.api.wait;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds the callers that wait for a job or follow a stream: each holds a connection and a little
 * memory, though no thread. Answers them all when the server stops. Thread-safe.
 */
public final class BlockedCallerLimit implements AutoCloseable {
  private final Semaphore free;
  private final Set<Place> taken = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A limit.
   *
   * @param places callers that may be blocked at once
   */
  public BlockedCallerLimit(int places) {
    this.free = new Semaphore(places);
  }

  /** The place of one caller; closing it twice does no harm. */
  public final class Place implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicReference<Runnable> onStop = new AtomicReference<>(() -> {});

    private Place() {}

    /** Runs when the server stops, or at once when it has begun to; must not block. */
    void whenServerStops(Runnable action) {
      onStop.set(action);
      if (closed.get()) {
        action.run();
      }
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        taken.remove(this);
        free.release();
      }
    }
  }

  /** A place; empty when none is free or the server stops. */
  public Optional<Place> take() {
    if (closed.get() || !free.tryAcquire()) {
      return Optional.empty();
    }
    Place place = new Place();
    taken.add(place);
    return Optional.of(place);
  }

  /** Gives no place any more and tells those who hold one. */
  @Override
  public void close() {
    closed.set(true);
    taken.forEach(place -> place.onStop.get().run());
  }
}
