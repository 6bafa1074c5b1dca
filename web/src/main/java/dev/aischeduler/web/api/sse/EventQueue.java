package dev.aischeduler.web.api.sse;

import dev.aischeduler.db.job.JobEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Carries events from the engine's threads to the one thread that writes to a client. A client that
 * reads too slowly loses its stream, never the engine's time. Thread-safe.
 */
public final class EventQueue implements Consumer<JobEvent> {
  private static final int CAPACITY = 8192;
  private final BlockingQueue<JobEvent> events = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean overflowed = new AtomicBoolean();

  /** Keeps an event, or drops it and marks the queue as overflowed. Never blocks. */
  @Override
  public void accept(JobEvent event) {
    if (!events.offer(event)) {
      overflowed.set(true);
    }
  }

  /** The next event, waiting at most so long. */
  public Optional<JobEvent> next(Duration atMost) throws InterruptedException {
    return Optional.ofNullable(events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** True once events were lost: the stream must end, so that the client connects again. */
  public boolean overflowed() {
    return overflowed.get();
  }
}
