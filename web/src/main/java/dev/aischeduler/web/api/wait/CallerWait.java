package dev.aischeduler.web.api.wait;

import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.api.http.ClientConnection;
import dev.aischeduler.web.api.http.Ticker;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Why a wait is over. */
  public enum End {
    /** What was waited for is done. */
    DONE,
    /** It takes too long. */
    TIME_OVER,
    /** The caller has hung up. */
    HUNG_UP,
    /** The server stops. */
    SERVER_STOPS
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

  /**
   * Waits until all of some jobs are final; to be called from {@link Context#future}.
   *
   * @param place of this caller; closed in any case
   * @return completes on a worker; the jobs themselves go on
   */
  public CompletableFuture<End> forJobs(
      Context ctx, BlockedCallerLimit.Place place, Collection<UUID> ids, Duration atMost) {
    Set<UUID> left = ConcurrentHashMap.newKeySet();
    left.addAll(ids);
    try {
      return await(
          ctx,
          atMost,
          ended -> {
            List<Subscription> all = new ArrayList<>();
            for (UUID id : ids) {
              all.add(
                  ends.watch(
                      id,
                      () -> {
                        left.remove(id);
                        if (left.isEmpty()) {
                          ended.run();
                        }
                      }));
            }
            return () -> all.forEach(Subscription::close);
          },
          place);
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
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
      return await(ctx, atMost, watch, place.get()).thenApply(End.DONE::equals);
    } catch (RuntimeException | Error e) {
      place.get().close();
      throw e;
    }
  }

  private CompletableFuture<End> await(
      Context ctx,
      Duration atMost,
      Function<Runnable, Subscription> watch,
      BlockedCallerLimit.Place place) {
    ClientConnection client = ClientConnection.of(ctx);
    CompletableFuture<End> ended = new CompletableFuture<>();
    Future<?> timeout = ticker.after(atMost.toMillis(), () -> ended.complete(End.TIME_OVER));
    Subscription watching = watch.apply(() -> ended.complete(End.DONE));
    place.whenServerStops(() -> ended.complete(End.SERVER_STOPS));
    client.watch(() -> ended.complete(End.HUNG_UP));
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
