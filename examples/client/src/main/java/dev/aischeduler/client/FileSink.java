package dev.aischeduler.client;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body into an existing file, whose content it replaces. That of the JDK may leave bytes
 * out before Java 20.
 */
final class FileSink implements BodySubscriber<byte[]> {
  private final Path file;
  private final CompletableFuture<byte[]> written = new CompletableFuture<>();

  /** Called in turn by the connection's threads. */
  private volatile @Nullable FileChannel channel;

  private volatile Flow.@Nullable Subscription subscription;

  FileSink(Path file) {
    this.file = file;
  }

  /** Completes when all is written; its value is empty, since the body is in the file. */
  @Override
  public CompletionStage<byte[]> getBody() {
    return written;
  }

  @Override
  public void onSubscribe(Flow.Subscription to) {
    subscription = to;
    try {
      channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
      to.request(Long.MAX_VALUE);
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    FileChannel to = channel;
    if (to == null || written.isDone()) {
      return;
    }
    try {
      for (ByteBuffer part : parts) {
        while (part.hasRemaining()) {
          to.write(part);
        }
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException why) {
    Flow.Subscription from = subscription;
    if (from != null) {
      from.cancel();
    }
    onError(why);
  }

  @Override
  public void onError(Throwable why) {
    try {
      close();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    written.completeExceptionally(why);
  }

  @Override
  public void onComplete() {
    try {
      close();
      written.complete(new byte[0]);
    } catch (IOException e) {
      written.completeExceptionally(e);
    }
  }

  private void close() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      open.close();
    }
  }
}
