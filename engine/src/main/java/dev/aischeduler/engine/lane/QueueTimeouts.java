package dev.aischeduler.engine.lane;

import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.jobrunr.BulkChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
public final class QueueTimeouts implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueTimeouts.class);
  private static final long LOOK_MS = 1000;
  private static final int BATCH = 200;

  private final LaneQueue queue;
  private final BulkChange change;
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private boolean troubled;

  /** Watches the queue from {@link #start} on, on a thread of the timer. */
  public QueueTimeouts(
      LaneQueue queue, BulkChange change, ScheduledExecutorService timer, Clock clock) {
    this.queue = queue;
    this.change = change;
    this.timer = timer;
    this.clock = clock;
  }

  /** Begins to watch, until the timer is shut down. */
  public void start() {
    again(0);
  }

  /** Fails what is overdue and plans the next look. */
  @Override
  public void run() {
    long wait = LOOK_MS;
    try {
      wait = round();
      troubled = false;
    } catch (RuntimeException e) {
      if (!troubled) {
        LOG.warn("queue time-outs cannot be kept now: {}", e.toString());
      }
      troubled = true;
    }
    again(wait);
  }

  private long round() {
    Optional<Instant> next = queue.nextStartBy();
    while (next.isPresent() && !next.get().isAfter(clock.instant())) {
      List<UUID> overdue = queue.overdue(clock.instant(), BATCH);
      int failed = change.expire(overdue).size();
      if (failed == 0) {
        return LOOK_MS; // another node was quicker, or they start at this moment
      }
      LOG.warn("{} jobs failed: they had not started within their queue_timeout_s", failed);
      next = queue.nextStartBy();
    }
    long until =
        next.map(at -> Duration.between(clock.instant(), at).toMillis() + 1).orElse(LOOK_MS);
    return Math.max(1, Math.min(LOOK_MS, until));
  }

  private void again(long waitMs) {
    try {
      timer.schedule(this, waitMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the engine ends");
    }
  }
}
