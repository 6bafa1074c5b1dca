package dev.aischeduler.bench.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ApiClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A backlog of pictures, which are drawn in the order of their submission. Cancelled when it is
 * closed. Used by one thread.
 */
final class PictureLoad implements AutoCloseable {
  private static final long LAST_STEP_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ApiClient client;
  private final Deque<String> open = new ArrayDeque<>();
  private int submitted;
  private int finished;

  PictureLoad(ApiClient client) {
    this.client = client;
  }

  /** Submits pictures until so many wait or are being drawn. */
  void fill(int backlog) {
    done();
    while (open.size() < backlog) {
      open.addLast(Requests.picture(client, submitted++));
    }
  }

  /** Pictures drawn so far, with the part of those under way, as their status tells. */
  double done() {
    double partly = 0;
    for (Iterator<String> ids = open.iterator(); ids.hasNext(); ) {
      String id = ids.next();
      JsonNode task = client.get("/api/v1/task/status/" + id);
      switch (task.path("status").asText()) {
        case "succeeded" -> {
          finished++;
          ids.remove();
        }
        case "running" -> partly += task.path("progress").asDouble();
        case "queued" -> {
          return finished + partly;
        }
        default -> throw new IllegalStateException("a picture failed: " + task);
      }
    }
    return finished + partly;
  }

  /** Cancels what is left and waits until the device is free. */
  @Override
  public void close() {
    for (Iterator<String> last = open.descendingIterator(); last.hasNext(); ) {
      client.post("/api/v1/task/" + last.next() + "/cancel", null, Map.of());
    }
    open.clear();
    long limit = System.nanoTime() + LAST_STEP_NANOS;
    while (Resources.of(client).running() > 0 && System.nanoTime() < limit) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
