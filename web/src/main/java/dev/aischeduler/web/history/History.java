package dev.aischeduler.web.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a sample of each ten seconds of the last hour, in memory. Thread-safe. */
public final class History implements AutoCloseable {
  /** Seconds between two samples. */
  public static final int STEP_S = 10;

  /** Samples that are kept. */
  public static final int KEPT = 360;

  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  private final Supplier<Sample> sampler;
  private final ScheduledExecutorService timer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * An empty history.
   *
   * @param sampler takes a sample
   */
  public History(Supplier<Sample> sampler) {
    this.sampler = sampler;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "history");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Takes the first sample now, and one each {@link #STEP_S} seconds from then on. */
  public void start() {
    timer.scheduleAtFixedRate(this::take, 0, STEP_S, TimeUnit.SECONDS);
  }

  /** Takes a sample; a failure leaves a gap. */
  void take() {
    try {
      Sample sample = sampler.get();
      lock.lock();
      try {
        samples.addLast(sample);
        if (samples.size() > KEPT) {
          samples.removeFirst();
        }
      } finally {
        lock.unlock();
      }
    } catch (RuntimeException | Error e) {
      // an exception that left here would end the timer
      LOG.warn("no figures for the charts: {}", e.toString());
    }
  }

  /** What is kept, oldest first. */
  public List<Sample> samples() {
    lock.lock();
    try {
      return List.copyOf(samples);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
