package dev.aischeduler.engine.server;

import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues scheduled jobs at their time, and fails queued ones that have not started when their queue
 * time-out is over, of all lanes. Every node runs one: rows that another node changes at this
 * moment are passed over.
 *
 * <p>It reads the next due time once a second, and then sleeps until exactly that time. A deadline
 * lies at least a second ahead when it is stored, so each one is seen before it comes, whichever
 * node took the submission.
 */
final class DueJobs {
  private static final Logger LOG = LoggerFactory.getLogger(DueJobs.class);
  private static final long POLL_MS = 1000;
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

  /** Changes what is due; returns the milliseconds until the next job is, or the next poll. */
  long turn() {
    Instant next = waiting.nextDue().orElse(null);
    while (next != null && !next.isAfter(clock.instant())) {
      List<Transition> changed = queue.due(clock.instant(), BATCH);
      publisher.changed(changed);
      if (changed.isEmpty()) {
        return POLL_MS; // another node is at it, or they start at this moment
      }
      logFailed(changed);
      next = waiting.nextDue().orElse(null);
    }
    if (next == null) {
      return POLL_MS;
    }
    long until = Duration.between(clock.instant(), next).toMillis() + 1;
    return Math.max(1, Math.min(POLL_MS, until));
  }

  private static void logFailed(List<Transition> changed) {
    long failed = changed.stream().filter(change -> change.to() == JobStatus.FAILED).count();
    if (failed > 0) {
      LOG.warn("{} jobs failed: they had not started within their queue_timeout_s", failed);
    }
  }
}
