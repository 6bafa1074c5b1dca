package dev.aischeduler.jobs.model.hub.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read piece by piece with a time-out between two pieces, so that a stalled
 * connection cannot block a transfer for ever. At most one piece waits in memory. One thread reads.
 */
final class ResponseBody implements BodySubscriber<ResponseBody>, AutoCloseable {
  private final Duration idleTimeout;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

  /**
   * A body that is not received yet.
   *
   * @param idleTimeout longest wait for the next piece
   */
  ResponseBody(Duration idleTimeout) {
    this.idleTimeout = idleTimeout;
  }

  private sealed interface Event {
    record Piece(List<ByteBuffer> buffers) implements Event {}

    record End() implements Event {}

    record Failed(Throwable cause) implements Event {}
  }

  /**
   * The next piece.
   *
   * @return null at the end of the body
   * @throws HubException when the connection broke or the next piece timed out
   */
  @Nullable List<ByteBuffer> next() throws HubException, InterruptedException {
    Event event = events.poll(idleTimeout.toMillis(), TimeUnit.MILLISECONDS);
    if (event instanceof Event.Piece piece) {
      subscription.thenAccept(s -> s.request(1));
      return piece.buffers();
    }
    if (event instanceof Event.Failed failed) {
      throw HubException.temporary(
          "the connection broke: " + failed.cause(), "try again", failed.cause());
    }
    if (event == null) {
      throw HubException.temporary("the hub sent nothing for " + idleTimeout.toSeconds() + " s");
    }
    return null;
  }

  /**
   * All of a small body.
   *
   * @throws HubException also when it is longer than the limit
   */
  byte[] all(int limit) throws HubException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (List<ByteBuffer> piece = next(); piece != null; piece = next()) {
      for (ByteBuffer buffer : piece) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        all.writeBytes(bytes);
      }
      if (all.size() > limit) {
        throw HubException.permanent("the hub's answer is longer than " + limit + " bytes");
      }
    }
    return all.toByteArray();
  }

  @Override
  public CompletionStage<ResponseBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription started) {
    subscription.complete(started);
    started.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event.Piece(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failed(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.End());
  }

  /** Discards the rest. */
  @Override
  public void close() {
    subscription.thenAccept(Subscription::cancel);
  }
}
