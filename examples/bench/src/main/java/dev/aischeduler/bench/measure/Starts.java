package dev.aischeduler.bench.measure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * When each job's handler was entered for the first time, on {@link System#nanoTime}. Thread-safe.
 */
final class Starts implements IntConsumer {
  private final AtomicLongArray nanos;
  private final AtomicLong firstNanos = new AtomicLong();
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch all;
  private volatile @Nullable Thread sampler;

  /** For jobs 0 to {@code jobs - 1}. */
  Starts(int jobs) {
    this.nanos = new AtomicLongArray(jobs);
    this.all = new CountDownLatch(jobs);
  }

  @Override
  public void accept(int number) {
    long now = System.nanoTime();
    if (nanos.compareAndSet(number, 0, now)) {
      if (firstNanos.get() == 0) {
        firstNanos.compareAndSet(0, now);
      }
      first.countDown();
      all.countDown();
      LockSupport.unpark(sampler);
    }
  }

  /** When a job started; 0 when it has not. */
  long nanos(int number) {
    return nanos.get(number);
  }

  /**
   * Waits for the start of a job and tells when it was. Sleeps meanwhile: whoever looks again and
   * again takes a core from the peer. For one thread at a time.
   */
  long await(int number, Duration atMost) {
    sampler = Thread.currentThread();
    long limit = System.nanoTime() + atMost.toNanos();
    for (long started = nanos.get(number); ; started = nanos.get(number)) {
      if (started != 0) {
        return started;
      }
      long left = limit - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException("job " + number + " did not start within " + atMost);
      }
      LockSupport.parkNanos(this, left);
    }
  }

  /** Waits for the first start of all and tells when it was. */
  long awaitFirst(Duration atMost) throws InterruptedException {
    if (!first.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("no job started within " + atMost);
    }
    return firstNanos.get();
  }

  /** Waits until every job has started; false when the time is over first. */
  boolean awaitAll(Duration atMost) throws InterruptedException {
    return all.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
