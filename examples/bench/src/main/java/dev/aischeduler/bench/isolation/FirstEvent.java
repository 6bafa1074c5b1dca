package dev.aischeduler.bench.isolation;

import dev.aischeduler.web.client.ServerEvent;
import java.util.function.Predicate;

/** Listens to a stream to its end, and notes when an event first came. Used by one thread. */
final class FirstEvent implements Predicate<ServerEvent> {
  private final String name;
  private final long begin = System.nanoTime();
  private double ms = Double.NaN;

  /** The time runs from now on. */
  FirstEvent(String name) {
    this.name = name;
  }

  @Override
  public boolean test(ServerEvent event) {
    if (event.name().equals("error")) {
      throw new IllegalStateException("a streamed task failed: " + event.data());
    }
    if (Double.isNaN(ms) && event.name().equals(name)) {
      ms = (System.nanoTime() - begin) / 1e6;
    }
    return true;
  }

  /** Milliseconds to the event. */
  double ms() {
    if (Double.isNaN(ms)) {
      throw new IllegalStateException("a stream ended without an event '" + name + "'");
    }
    return ms;
  }
}
