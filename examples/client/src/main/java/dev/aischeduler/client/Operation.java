package dev.aischeduler.client;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call of a user's with all its requests and waits, which end with it. Thread-safe. */
final class Operation {
  private final long endsAt;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile @Nullable UUID task;

  Operation(Duration atMost) {
    this.endsAt = System.nanoTime() + atMost.toNanos();
  }

  /** Time left; may be below zero. */
  Duration left() {
    return Duration.ofNanos(endsAt - System.nanoTime());
  }

  /** The task that it is about, once that is known. */
  @Nullable UUID task() {
    return task;
  }

  /** Remembers the task that it is about. */
  void about(UUID id) {
    task = id;
  }

  /** Fails a part of it when it ends; at once when it has ended. */
  <T> CompletableFuture<T> bind(CompletableFuture<T> part) {
    end.whenComplete((nothing, why) -> part.completeExceptionally(why));
    return part;
  }

  /** Ends it and all its parts. */
  void end(Throwable why) {
    end.completeExceptionally(why);
  }
}
