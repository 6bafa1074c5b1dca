package dev.aischeduler.client;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, again when that is safe and may help, and holds what calls need: threads, a
 * timer, the time-outs. Thread-safe.
 */
final class Transport implements AutoCloseable {
  private final ClientSettings settings;
  private final ExecutorService workers;
  private final HttpClient http;
  private final ResponseCache cache;
  private final ScheduledThreadPoolExecutor timer;
  private final Set<Operation> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * A transport.
   *
   * @param workers run callbacks; shut down by {@link #close}
   */
  Transport(
      ClientSettings settings, HttpClient http, ExecutorService workers, ResponseCache cache) {
    this.settings = settings;
    this.http = http;
    this.workers = workers;
    this.cache = cache;
    this.timer = new ScheduledThreadPoolExecutor(1, Workers.daemons("ai-scheduler-client-timer"));
    timer.setRemoveOnCancelPolicy(true);
  }

  ClientSettings settings() {
    return settings;
  }

  /**
   * Does a user's call.
   *
   * @param atMost longest time that it takes
   * @return completes on a worker, with a response whatever the server and the network do
   * @throws IllegalStateException when the client is closed
   */
  CompletableFuture<ClientResponse> run(
      Duration atMost, Function<Operation, CompletableFuture<ClientResponse>> work) {
    Operation operation = new Operation(atMost);
    open.add(operation);
    if (closed) {
      open.remove(operation);
      throw new IllegalStateException("the client is closed");
    }
    ScheduledFuture<?> alarm =
        timer.schedule(
            () -> operation.end(new TimeoutException("it took longer than " + atMost)),
            atMost.toNanos(),
            TimeUnit.NANOSECONDS);
    CompletableFuture<ClientResponse> shown = new CompletableFuture<>();
    operation
        .bind(begin(operation, work))
        .whenCompleteAsync(
            (response, failure) -> {
              alarm.cancel(false);
              open.remove(operation);
              finish(shown, response, failure, operation);
            },
            Workers.orCaller(workers));
    shown.whenComplete(
        (response, failure) -> {
          if (shown.isCancelled()) {
            operation.end(new CancellationException("the caller has cancelled it"));
          }
        });
    return shown;
  }

  private static CompletableFuture<ClientResponse> begin(
      Operation operation, Function<Operation, CompletableFuture<ClientResponse>> work) {
    try {
      return work.apply(operation);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void finish(
      CompletableFuture<ClientResponse> shown,
      @Nullable ClientResponse response,
      @Nullable Throwable failure,
      Operation operation) {
    if (failure == null) {
      shown.complete(response);
      return;
    }
    Throwable cause = unwrap(failure);
    if (cause instanceof Exception) {
      shown.complete(ClientResponse.failed(cause, operation.task()));
    } else {
      shown.completeExceptionally(cause);
    }
  }

  /**
   * Sends a request until it is answered, or another try would not help.
   *
   * @return the last answer, or the last failure
   */
  CompletableFuture<Reply> send(Operation operation, Call call) {
    CompletableFuture<Reply> result = operation.bind(new CompletableFuture<>());
    attempt(operation, call, 1, result);
    return result;
  }

  /** Asks for a document, which is kept when it has an ETag. */
  CompletableFuture<Reply> get(Operation operation, String path) {
    ResponseCache.Kept kept = cache.find(path);
    Call call =
        moved -> {
          HttpRequest.Builder request =
              HttpRequest.newBuilder(settings.at(path)).header("Accept", Reply.JSON);
          return kept == null ? request : request.header("If-None-Match", kept.tag());
        };
    return send(operation, call).thenApply(reply -> cache.update(path, kept, reply));
  }

  /** Completes after a while, or fails when the call ends. */
  CompletableFuture<Void> pause(Operation operation, Duration length) {
    CompletableFuture<Void> pause = operation.bind(new CompletableFuture<>());
    ScheduledFuture<?> alarm =
        timer.schedule(() -> pause.complete(null), length.toNanos(), TimeUnit.NANOSECONDS);
    pause.whenComplete((nothing, failure) -> alarm.cancel(false));
    return pause;
  }

  private void attempt(
      Operation operation, Call call, int number, CompletableFuture<Reply> result) {
    if (result.isDone()) {
      return;
    }
    Duration patience = call.patience(settings.requestTimeout());
    Silence silence = new Silence(timer, patience);
    CompletableFuture<HttpResponse<byte[]>> exchange;
    try {
      exchange = http.sendAsync(request(call, silence), silence.noting(call.answer()));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
      return;
    }
    silence.start(() -> exchange.cancel(true));
    result.whenComplete((reply, failure) -> exchange.cancel(true));
    exchange.whenComplete(
        (response, failure) -> {
          silence.stop();
          if (!result.isDone()) {
            int attempts = call.hasProgressed() ? 1 : number;
            if (failure == null) {
              answered(operation, call, attempts, Reply.of(response), result);
            } else {
              failed(operation, call, attempts, reason(failure, silence, patience), result);
            }
          }
        });
  }

  private HttpRequest request(Call call, Silence silence) {
    HttpRequest.Builder request = call.request(silence::moved);
    if (!settings.apiKey().isEmpty() && !call.isForeign()) {
      request.header("Authorization", "Bearer " + settings.apiKey());
    }
    return request.build();
  }

  private static Throwable reason(Throwable failure, Silence silence, Duration patience) {
    return silence.isOver()
        ? new HttpTimeoutException("nothing came for " + patience)
        : unwrap(failure);
  }

  private void answered(
      Operation operation, Call call, int number, Reply reply, CompletableFuture<Reply> result) {
    if (RetryPolicy.isPassing(reply)) {
      Duration delay = settings.retries().delay(number, reply);
      again(operation, call, number, delay, result, () -> result.complete(reply));
    } else {
      result.complete(reply);
    }
  }

  private void failed(
      Operation operation,
      Call call,
      int number,
      Throwable failure,
      CompletableFuture<Reply> result) {
    if (RetryPolicy.isPassing(failure)) {
      Duration delay = settings.retries().delay(number);
      again(operation, call, number, delay, result, () -> result.completeExceptionally(failure));
    } else {
      result.completeExceptionally(failure);
    }
  }

  /** Tries once more after a delay, unless that is no use. */
  private void again(
      Operation operation,
      Call call,
      int number,
      Duration delay,
      CompletableFuture<Reply> result,
      Runnable giveUp) {
    boolean inTime = operation.left().compareTo(delay) > 0;
    if (call.isRepeatable() && number < settings.retries().attempts() && inTime) {
      pause(operation, delay).thenRun(() -> attempt(operation, call, number + 1, result));
    } else {
      giveUp.run();
    }
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wraps =
        failure instanceof CompletionException || failure instanceof UncheckedIOException;
    return wraps && cause != null ? cause : failure;
  }

  /** Ends every call that goes on; their responses tell it. */
  @Override
  public void close() {
    closed = true;
    open.forEach(operation -> operation.end(new CancellationException("the client was closed")));
    timer.shutdownNow();
    workers.shutdown();
  }
}
