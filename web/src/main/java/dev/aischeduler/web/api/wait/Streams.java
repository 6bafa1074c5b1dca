package dev.aischeduler.web.api.wait;

import dev.aischeduler.web.api.http.ClientConnection;
import dev.aischeduler.web.api.http.HttpCounts;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Problems;
import dev.aischeduler.web.api.reply.StoredJobs;
import dev.aischeduler.web.api.reply.Trace;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.api.sse.SlowReaderException;
import dev.aischeduler.web.api.sse.StreamContent;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Opens event streams; each takes a place among the blocked callers and no thread. Thread-safe. */
public final class Streams {
  private final BlockedCallerLimit limit;
  private final Executor workers;
  private final Duration patience;
  private final HttpCounts counts;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  /**
   * Streams.
   *
   * @param workers write to clients
   * @param patience how long a client may leave a write waiting
   * @param counts of open streams
   */
  public Streams(BlockedCallerLimit limit, Executor workers, Duration patience, HttpCounts counts) {
    this.limit = limit;
    this.workers = workers;
    this.patience = patience;
    this.counts = counts;
  }

  /**
   * A place for a stream, to be taken before anything is stored for it.
   *
   * @throws ApiException 503 when too many callers are blocked already
   */
  public BlockedCallerLimit.Place place() {
    return limit
        .take()
        .orElseThrow(
            () ->
                ApiException.unavailable("too many clients wait or listen at this server", 5)
                    .remedy("try again, or ask for the status now and then"));
  }

  /** A stream of this content, not open yet: it keeps events from now on. */
  public EventStream prepare(Context ctx, StreamContent content) {
    return new EventStream(content, ClientConnection.of(ctx), workers, patience);
  }

  /**
   * Answers with the stream.
   *
   * @param place of this caller; closed at the end of the stream, or when it cannot be opened
   * @param atTheEnd closes what feeds the stream
   */
  public void answer(
      Context ctx, EventStream stream, BlockedCallerLimit.Place place, Runnable atTheEnd) {
    Runnable end =
        () -> {
          if (open.remove(stream)) {
            counts.stream(-1);
          }
          place.close();
          atTheEnd.run();
        };
    ctx.future(() -> opened(ctx, stream, place, end));
  }

  private CompletableFuture<Void> opened(
      Context ctx, EventStream stream, BlockedCallerLimit.Place place, Runnable end) {
    try {
      open.add(stream);
      counts.stream(1);
      CompletableFuture<Void> done = stream.open(ctx.res());
      place.whenServerStops(stream::stop);
      return done.thenRun(end);
    } catch (RuntimeException | Error e) {
      // a place that is not given back would be lost until the server stops
      end.run();
      throw e;
    }
  }

  /** Keeps connections alive and ends those that are not read; to be called every second. */
  public void tick() {
    open.forEach(EventStream::tick);
  }

  /** Tells the client in an event {@code error} why its stream ends before its time. */
  public static void explain(Context ctx, RuntimeException cause, EventWriter to) {
    to.send("error", 0, Problems.document(problem(ctx, cause), Trace.id(ctx)));
  }

  /** Why a stream ends before its time. */
  public static ApiException problem(Context ctx, RuntimeException cause) {
    return cause instanceof SlowReaderException
        ? ApiException.of(503, "slow-reader", String.valueOf(cause.getMessage()))
            .remedy("connect again with Last-Event-ID, and read faster")
        : StoredJobs.named(ctx, Problems.of(cause, ctx));
  }
}
