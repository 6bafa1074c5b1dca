package dev.aischeduler.web.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.client.RefusedException;
import dev.aischeduler.web.client.ServerEvent;
import dev.aischeduler.web.client.ServerUnreachableException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a bulk run or a workflow by its events until it is over, over as many connections as that
 * takes. For one thread.
 */
public final class RunFollower {
  private static final Set<String> OVER = Set.of("succeeded", "failed", "cancelled");

  /** Connections that bring nothing, one after the other, before it gives up: a minute or so. */
  private static final int MAX_FAILURES = 15;

  private static final long FIRST_PAUSE_MS = 250;
  private static final long LONGEST_PAUSE_MS = 5000;
  private static final int FIRST_SERVER_ERROR = 500;

  private final ApiClient client;
  private final Consumer<JsonNode> seen;
  private @Nullable JsonNode last;
  private int failures;

  private RunFollower(ApiClient client, Consumer<JsonNode> seen) {
    this.client = client;
    this.seen = seen;
  }

  /**
   * Follows a run.
   *
   * @param path of the run
   * @param seen told each state, the last one too
   * @return the last one
   * @throws RefusedException there is no such run
   * @throws ServerUnreachableException nothing answers at first, or for about a minute
   */
  public static JsonNode follow(ApiClient client, String path, Consumer<JsonNode> seen) {
    return new RunFollower(client, seen).follow(path);
  }

  private JsonNode follow(String path) {
    while (true) {
      try {
        client.follow(path + "/events", null, Map.of(), this::take);
      } catch (ServerUnreachableException e) {
        giveUpOr(e);
      } catch (RefusedException e) {
        if (e.status() < FIRST_SERVER_ERROR) {
          throw e;
        }
        giveUpOr(e);
      }
      if (last != null && isOver(last)) {
        return last;
      }
      failures++;
      pause();
    }
  }

  /** A run that was seen goes on although its server does not answer for a while. */
  private void giveUpOr(RuntimeException e) {
    if (last == null || failures >= MAX_FAILURES) {
      throw e;
    }
  }

  /** Goes on while the run does. */
  private boolean take(ServerEvent event) {
    if (!event.name().equals("run")) {
      return true;
    }
    failures = 0;
    last = event.data();
    seen.accept(event.data());
    return !isOver(event.data());
  }

  private static boolean isOver(JsonNode run) {
    return OVER.contains(run.path("status").asText());
  }

  private void pause() {
    try {
      Thread.sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, 10)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting"));
    }
  }
}
