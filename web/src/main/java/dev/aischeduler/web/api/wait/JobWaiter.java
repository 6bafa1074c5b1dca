package dev.aischeduler.web.api.wait;

import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.api.http.ClientConnection;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits for jobs on behalf of synchronous callers, holding no thread. Thread-safe. */
public final class JobWaiter {
  private final JobEnds ends;
  private final BlockedCallerLimit limit;
  private final Executor workers;
  private final ScheduledExecutorService timer;

  public JobWaiter(
      JobEnds ends, BlockedCallerLimit limit, Executor workers, ScheduledExecutorService timer) {
    this.ends = ends;
    this.limit = limit;
    this.workers = workers;
    this.timer = timer;
  }

  /**
   * Waits until the job is final; to be called from {@link Context#future}.
   *
   * @return completes on a worker: true when the job has ended; false when the time is over, too
   *     many callers are blocked already, the caller has hung up, or the server stops. The job
   *     itself goes on
   */
  public CompletableFuture<Boolean> await(Context ctx, UUID id, Duration atMost) {
    Optional<BlockedCallerLimit.Place> place = limit.take();
    if (place.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    ClientConnection client = ClientConnection.of(ctx);
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Subscription watch = ends.watch(id, () -> ended.complete(true));
    Future<?> timeout =
        timer.schedule(() -> ended.complete(false), atMost.toMillis(), TimeUnit.MILLISECONDS);
    place.get().whenServerStops(() -> ended.complete(false));
    client.watch(() -> ended.complete(false));
    return ended.thenApplyAsync(
        hasEnded -> {
          client.unwatch();
          watch.close();
          timeout.cancel(false);
          place.get().close();
          return hasEnded;
        },
        workers);
  }
}
