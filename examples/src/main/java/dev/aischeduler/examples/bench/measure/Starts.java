package dev.aischeduler.examples.bench.measure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;

/** When each job's handler was entered for the first time. Thread-safe. */
final class Starts implements IntConsumer {
  private final AtomicLongArray nanos;
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch all;

  /** For jobs 0 to {@code jobs - 1}. */
  Starts(int jobs) {
    this.nanos = new AtomicLongArray(jobs);
    this.all = new CountDownLatch(jobs);
  }

  @Override
  public void accept(int number) {
    if (nanos.compareAndSet(number, 0, System.nanoTime())) {
      first.countDown();
      all.countDown();
    }
  }

  /** The time on {@link System#nanoTime} at which a job started; 0 when it has not. */
  long nanos(int number) {
    return nanos.get(number);
  }

  /** Waits for the first start of all. */
  void awaitFirst(Duration atMost) throws InterruptedException {
    if (!first.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("no job started within " + atMost);
    }
  }

  /** Waits until every job has started; false when the time is over first. */
  boolean awaitAll(Duration atMost) throws InterruptedException {
    return all.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
