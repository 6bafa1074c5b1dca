package dev.aischeduler.engine.server;

import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Queues scheduled jobs at their time, of all lanes, on every node: rows that another node queues
 * at this moment are passed over.
 */
final class DueJobs {
  private static final long FALLBACK_MS = 1000;
  private static final int BATCH = 200;

  private final LaneQueue waiting;
  private final JobQueue queue;
  private final ChangePublisher publisher;
  private final Clock clock;

  DueJobs(LaneQueue waiting, JobQueue queue, ChangePublisher publisher, Clock clock) {
    this.waiting = waiting;
    this.queue = queue;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Queues what is due; returns the milliseconds until the next job is. */
  long turn() {
    Instant next = waiting.nextRunAt().orElse(null);
    while (next != null && !next.isAfter(clock.instant())) {
      List<Transition> queued = queue.promote(clock.instant(), BATCH);
      publisher.changed(queued);
      if (queued.isEmpty()) {
        return FALLBACK_MS; // another node is at it
      }
      next = waiting.nextRunAt().orElse(null);
    }
    if (next == null) {
      return FALLBACK_MS;
    }
    long until = Duration.between(clock.instant(), next).toMillis() + 1;
    return Math.max(1, Math.min(FALLBACK_MS, until));
  }
}
