package dev.aischeduler.engine.figure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that many ask for and that may be a moment old: it is read anew after a second, or after
 * twenty times as long as reading takes if that is longer. While one caller reads it, the others
 * get the older one. Thread-safe.
 *
 * @param <T> immutable
 */
public final class Recent<T> {
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int SPARSE = 20;

  private final Supplier<T> source;
  private final LongSupplier nanoTime;
  private final ReentrantLock reading = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Known<T> known;

  private record Known<T>(T value, long until) {}

  /** A value from here. */
  public Recent(Supplier<T> source) {
    this(source, System::nanoTime);
  }

  Recent(Supplier<T> source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  /** The value; throws what its source throws. */
  public T get() {
    Known<T> now = known;
    if (now != null && (isFresh(now) || !reading.tryLock())) {
      return now.value();
    }
    if (now == null) {
      reading.lock();
    }
    try {
      Known<T> meanwhile = known;
      return meanwhile != null && isFresh(meanwhile) ? meanwhile.value() : read();
    } finally {
      reading.unlock();
    }
  }

  private boolean isFresh(Known<T> value) {
    return nanoTime.getAsLong() - value.until() < 0;
  }

  private T read() {
    long before = changes.get();
    long begin = nanoTime.getAsLong();
    T value = source.get();
    long end = nanoTime.getAsLong();
    // a change meanwhile may be missing in it
    known =
        changes.get() == before
            ? new Known<>(value, end + Math.max(FRESH_NANOS, SPARSE * (end - begin)))
            : null;
    return value;
  }

  /** The value has changed: the next caller reads it anew. */
  public void forget() {
    changes.incrementAndGet();
    known = null;
  }
}
