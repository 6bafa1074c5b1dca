package dev.aischeduler.engine.server;

import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails jobs that have not started when their queue time-out is over. Every node runs one; the rows
 * are locked, so each job fails once.
 *
 * <p>It looks for the next deadline once a second and then sleeps until exactly that time. A
 * deadline lies at least a second ahead when it is stored, so each one is seen before it comes,
 * whichever node took the submission.
 */
public final class QueueTimeouts {
  private static final Logger LOG = LoggerFactory.getLogger(QueueTimeouts.class);
  private static final long LOOK_MS = 1000;
  private static final int BATCH = 200;

  private final LaneQueue waiting;
  private final JobQueue queue;
  private final ChangePublisher publisher;
  private final Clock clock;

  /** Time-outs of a queue; a loop calls {@link #turn}. */
  public QueueTimeouts(LaneQueue waiting, JobQueue queue, ChangePublisher publisher, Clock clock) {
    this.waiting = waiting;
    this.queue = queue;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Fails what is overdue; returns the milliseconds until the next look. */
  public long turn() {
    Optional<Instant> next = waiting.nextStartBy();
    while (next.isPresent() && !next.get().isAfter(clock.instant())) {
      List<Transition> failed =
          queue.expire(waiting.overdue(clock.instant(), BATCH), clock.instant());
      publisher.changed(failed);
      if (failed.isEmpty()) {
        return LOOK_MS; // another node was quicker, or they start at this moment
      }
      LOG.warn("{} jobs failed: they had not started within their queue_timeout_s", failed.size());
      next = waiting.nextStartBy();
    }
    long until =
        next.map(at -> Duration.between(clock.instant(), at).toMillis() + 1).orElse(LOOK_MS);
    return Math.max(1, Math.min(LOOK_MS, until));
  }
}
