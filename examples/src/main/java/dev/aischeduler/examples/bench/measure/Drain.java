package dev.aischeduler.examples.bench.measure;

import dev.aischeduler.examples.bench.peer.PeerRun;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The emptying of a full queue.
 *
 * @param finished jobs whose end was committed
 * @param time from the first start to the last end, or to the limit
 */
record Drain(long finished, Duration time) {
  private static final Duration FIRST_START = Duration.ofSeconds(30);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** Jobs a second. */
  double rate() {
    return finished / (time.toNanos() / 1e9);
  }

  /** Starts the workers and waits until everything that was stored is finished for good. */
  static Drain of(PeerRun run, Starts starts, int jobs, Duration limit)
      throws InterruptedException {
    run.start();
    starts.awaitFirst(FIRST_START);
    long begin = System.nanoTime();
    // counting is for the end only, so that it costs the peer nothing while it works
    starts.awaitAll(limit);
    long left = run.unfinished();
    while (left > 0 && System.nanoTime() - begin < limit.toNanos()) {
      LockSupport.parkNanos(POLL_NANOS);
      left = run.unfinished();
    }
    return new Drain(jobs - left, Duration.ofNanos(System.nanoTime() - begin));
  }
}
