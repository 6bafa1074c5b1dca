package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.database.RowCounter;
import dev.aischeduler.bench.node.NodeProcess;
import dev.aischeduler.bench.peer.PeerRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The emptying of a full queue. While handlers still start, nobody asks the database: that would
 * cost the peer what it works with. Only then it is asked until nothing is unfinished.
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
    long begin = starts.awaitFirst(FIRST_START);
    starts.awaitAll(limit);
    return end(run::unfinished, jobs, begin, limit);
  }

  /** The same with the workers of other processes. */
  static Drain of(List<NodeProcess> nodes, RowCounter unfinished, int jobs, Duration limit) {
    nodes.forEach(NodeProcess::go);
    long latest = System.nanoTime() + FIRST_START.plus(limit).toNanos();
    while (nodes.stream().mapToLong(NodeProcess::started).sum() < jobs
        && System.nanoTime() < latest
        && age(nodes).compareTo(limit) < 0) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    long begin = System.nanoTime() - age(nodes).toNanos();
    return end(unfinished::count, jobs, begin, limit);
  }

  /** Time since the first start in any of the processes; zero before. */
  private static Duration age(List<NodeProcess> nodes) {
    Instant now = Instant.now();
    return nodes.stream()
        .flatMap(node -> node.firstStart().stream())
        .min(Instant::compareTo)
        .map(first -> Duration.between(first, now))
        .orElse(Duration.ZERO);
  }

  private static Drain end(LongSupplier unfinished, int jobs, long begin, Duration limit) {
    while (true) {
      // an answer tells how things stood when it was asked for
      long asked = System.nanoTime();
      long left = unfinished.getAsLong();
      if (left == 0 || asked - begin >= limit.toNanos()) {
        return new Drain(jobs - left, Duration.ofNanos(asked - begin));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
