package dev.aischeduler.web.api.sse;

import dev.aischeduler.db.job.JobEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Moves events from a queue to a client until somebody has had enough. */
public final class StreamLoop {
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final int GLANCES_PER_COMMENT = 10;

  private final EventStream stream;
  private final EventQueue queue;
  private final BooleanSupplier stop;

  /**
   * A loop.
   *
   * @param stop asked every second; true ends the loop
   */
  public StreamLoop(EventStream stream, EventQueue queue, BooleanSupplier stop) {
    this.stream = stream;
    this.queue = queue;
    this.stop = stop;
  }

  /** What to do with the events of a stream. */
  public interface Listener {
    /**
     * Hears an event; true ends the loop.
     *
     * @throws IOException the client has gone
     */
    boolean on(JobEvent event) throws IOException;

    /**
     * Called after a second without events; true ends the loop.
     *
     * @throws IOException the client has gone
     */
    boolean onIdle() throws IOException;
  }

  /**
   * Runs on the calling thread.
   *
   * @throws IOException the client has gone
   */
  public void run(Listener listener) throws IOException, InterruptedException {
    int idle = 0;
    while (!stop.getAsBoolean() && !queue.overflowed()) {
      Optional<JobEvent> event = queue.next(GLANCE);
      if (event.isPresent()) {
        idle = 0;
        if (listener.on(event.get())) {
          return;
        }
      } else {
        if (listener.onIdle()) {
          return;
        }
        idle++;
        if (idle % GLANCES_PER_COMMENT == 0) {
          stream.comment("alive");
        }
      }
    }
  }
}
