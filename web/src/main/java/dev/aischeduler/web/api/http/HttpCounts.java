package dev.aischeduler.web.api.http;

import dev.aischeduler.engine.figure.Histogram;
import dev.aischeduler.engine.figure.Tally;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How requests were answered since the start of the server, by route. Thread-safe. */
public final class HttpCounts {
  private static final int MOST = 2000;
  private static final double MILLIS = 1000;

  /** What is no route of this server. */
  private static final Route NONE = new Route("any", "none");

  private final Tally<Answer> answers = new Tally<>(MOST, new Answer(NONE, 0));
  private final Map<Route, Histogram> durations = new ConcurrentHashMap<>();
  private final AtomicInteger streams = new AtomicInteger();

  /**
   * One endpoint.
   *
   * @param path with the names of its parameters
   */
  public record Route(String method, String path) {}

  /** Answers of an endpoint with one status. */
  public record Answer(Route route, int status) {}

  /** Counts what the server answers from now on. */
  public void register(JavalinConfig config) {
    config.requestLogger.http(this::answered);
  }

  private void answered(Context ctx, Float millis) {
    @Nullable Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
    Route route = endpoint == null ? NONE : new Route(ctx.method().name(), endpoint.path);
    answers.add(new Answer(route, ctx.statusCode()), 1);
    durations.computeIfAbsent(route, r -> new Histogram()).add(millis / MILLIS);
  }

  /** An event stream begins (1) or ends (-1). */
  public void stream(int change) {
    streams.addAndGet(change);
  }

  /** Event streams that are open. */
  public int streams() {
    return streams.get();
  }

  /** Requests by route and status. */
  public Tally<Answer> answers() {
    return answers;
  }

  /** How long requests took. */
  public Map<Route, Histogram> durations() {
    return Map.copyOf(durations);
  }
}
