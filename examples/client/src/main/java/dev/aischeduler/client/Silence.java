package dev.aischeduler.client;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notices that nothing has moved over a connection for too long. Thread-safe. */
final class Silence {
  private final ScheduledExecutorService timer;
  private final long limit;
  private volatile long movedAt = System.nanoTime();
  private volatile boolean over;
  private volatile @Nullable ScheduledFuture<?> alarm;

  Silence(ScheduledExecutorService timer, Duration limit) {
    this.timer = timer;
    this.limit = limit.toNanos();
  }

  /** Begins to watch. */
  void start(Runnable onSilence) {
    long left = movedAt + limit - System.nanoTime();
    if (left <= 0) {
      over = true;
      onSilence.run();
    } else {
      alarm = timer.schedule(() -> start(onSilence), left, TimeUnit.NANOSECONDS);
    }
  }

  /** Notes that something has moved. */
  void moved() {
    movedAt = System.nanoTime();
  }

  void stop() {
    ScheduledFuture<?> last = alarm;
    if (last != null) {
      last.cancel(false);
    }
  }

  /** True when it was too long. */
  boolean isOver() {
    return over;
  }

  /** The same, and notes each part of the body that comes. */
  <T> BodyHandler<T> noting(BodyHandler<T> handler) {
    return info -> new Noting<>(handler.apply(info));
  }

  private final class Noting<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> to;

    Noting(BodySubscriber<T> to) {
      this.to = to;
      moved();
    }

    @Override
    public CompletionStage<T> getBody() {
      return to.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
      moved();
      to.onNext(item);
    }

    @Override
    public void onError(Throwable throwable) {
      to.onError(throwable);
    }

    @Override
    public void onComplete() {
      to.onComplete();
    }
  }
}
