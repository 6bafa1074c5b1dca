package dev.aischeduler.web.api.wait;

import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.api.http.ClientConnection;
import dev.aischeduler.web.api.http.Ticker;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Waits on behalf of synchronous callers, holding no thread. Thread-safe. */
public final class CallerWait {
  private final JobEnds ends;
  private final BlockedCallerLimit limit;
  private final Executor workers;
  private final Ticker ticker;

  public CallerWait(JobEnds ends, BlockedCallerLimit limit, Executor workers, Ticker ticker) {
    this.ends = ends;
    this.limit = limit;
    this.workers = workers;
    this.ticker = ticker;
  }

  /**
   * Waits until a job is final; to be called from {@link Context#future}.
   *
   * @return completes on a worker: true when the job has ended; false when the time is over, too
   *     many callers are blocked already, the caller has hung up, or the server stops. The job
   *     itself goes on
   */
  public CompletableFuture<Boolean> forJob(Context ctx, UUID id, Duration atMost) {
    return await(ctx, atMost, ended -> ends.watch(id, ended));
  }

  /** Waits in the same way until something is done, well or not. */
  public CompletableFuture<Boolean> forWork(
      Context ctx, CompletableFuture<?> work, Duration atMost) {
    return await(
        ctx,
        atMost,
        ended -> {
          CompletableFuture<?> told = work.whenComplete((result, failure) -> ended.run());
          return () -> told.cancel(false);
        });
  }

  /**
   * Waits for anything.
   *
   * @param watch is given what to run at the end and returns how to stop watching
   */
  private CompletableFuture<Boolean> await(
      Context ctx, Duration atMost, Function<Runnable, Subscription> watch) {
    Optional<BlockedCallerLimit.Place> place = limit.take();
    if (place.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    try {
      return await(ctx, atMost, watch, place.get());
    } catch (RuntimeException | Error e) {
      place.get().close();
      throw e;
    }
  }

  private CompletableFuture<Boolean> await(
      Context ctx,
      Duration atMost,
      Function<Runnable, Subscription> watch,
      BlockedCallerLimit.Place place) {
    ClientConnection client = ClientConnection.of(ctx);
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Future<?> timeout = ticker.after(atMost.toMillis(), () -> ended.complete(false));
    Subscription watching = watch.apply(() -> ended.complete(true));
    place.whenServerStops(() -> ended.complete(false));
    client.watch(() -> ended.complete(false));
    return ended.thenApplyAsync(
        hasEnded -> {
          client.unwatch();
          watching.close();
          timeout.cancel(false);
          place.close();
          return hasEnded;
        },
        workers);
  }
}
