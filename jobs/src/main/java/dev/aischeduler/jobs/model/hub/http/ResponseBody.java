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
 * The body of an answer, read piece by piece with a limit on the silence between two pieces: a
 * stalled connection must not hang a transfer for ever. At most one piece waits in memory. One
 * thread reads.
 */
final class ResponseBody implements BodySubscriber<ResponseBody>, AutoCloseable {
  private final Duration patience;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

  /**
   * A body yet to come.
   *
   * @param patience longest silence that is waited through
   */
  ResponseBody(Duration patience) {
    this.patience = patience;
  }

  private sealed interface Arrival {
    record Piece(List<ByteBuffer> buffers) implements Arrival {}

    record End() implements Arrival {}

    record Broken(Throwable cause) implements Arrival {}
  }

  /**
   * The next piece.
   *
   * @return null at the end of the body
   * @throws HubException when the connection broke or was silent for too long
   */
  @Nullable List<ByteBuffer> next() throws HubException, InterruptedException {
    Arrival arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (arrival instanceof Arrival.Piece piece) {
      subscription.thenAccept(s -> s.request(1));
      return piece.buffers();
    }
    if (arrival instanceof Arrival.Broken broken) {
      throw HubException.temporary(
          "the connection broke: " + broken.cause(), "try again", broken.cause());
    }
    if (arrival == null) {
      throw HubException.temporary("the hub sent nothing for " + patience.toSeconds() + " s");
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
    arrivals.add(new Arrival.Piece(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    arrivals.add(new Arrival.Broken(cause));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival.End());
  }

  /** Gives the rest up. */
  @Override
  public void close() {
    subscription.thenAccept(Subscription::cancel);
  }
}
