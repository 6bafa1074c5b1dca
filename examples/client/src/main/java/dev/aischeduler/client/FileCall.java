package dev.aischeduler.client;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow;

/**
 * Sends a file in parts, so that it may be larger than memory.
 *
 * @param key idempotency key
 */
record FileCall(URI address, Path file, String key, UploadProgress progress) implements Call {
  @Override
  public HttpRequest.Builder request(Runnable moved) {
    try {
      return HttpRequest.newBuilder(address)
          .header("Content-Type", "application/octet-stream")
          .header("Accept", Reply.JSON)
          .header("Idempotency-Key", key)
          .POST(new Counted(BodyPublishers.ofFile(file), moved, progress));
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Counted(BodyPublisher file, Runnable moved, UploadProgress progress)
      implements BodyPublisher {
    @Override
    public long contentLength() {
      return file.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
      file.subscribe(new Counter(to, this));
    }
  }

  private static final class Counter implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> to;
    private final Counted counted;
    private long sent;

    Counter(Flow.Subscriber<? super ByteBuffer> to, Counted counted) {
      this.to = to;
      this.counted = counted;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      sent += part.remaining();
      counted.moved.run();
      Workers.tell(total -> counted.progress.sent(sent, total), counted.contentLength());
      to.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(failure);
    }

    @Override
    public void onComplete() {
      to.onComplete();
    }
  }
}
