package dev.aischeduler.engine.node;

import dev.aischeduler.db.node.RunningJob;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the attempts of lost nodes, so that their jobs run again. Thread-safe. */
final class PickUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PickUp.class);

  private final BiPredicate<RunningJob, String> putRight;
  private final ScheduledThreadPoolExecutor thread = Membership.thread("node-pick-up");
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * A pick-up.
   *
   * @param putRight ends an attempt for a reason; false when it had ended already
   */
  PickUp(BiPredicate<RunningJob, String> putRight) {
    this.putRight = putRight;
  }

  /** On a thread of its own: a job may be locked for a while, and heartbeats must go on. */
  void soon(List<RunningJob> strays) {
    if (strays.isEmpty() || !busy.compareAndSet(false, true)) {
      return;
    }
    try {
      thread.execute(
          () -> {
            try {
              now(strays, " was lost while it ran this job");
            } finally {
              busy.set(false);
            }
          });
    } catch (RejectedExecutionException closed) {
      LOG.debug("{} jobs of lost nodes are left to others", strays.size());
    }
  }

  /** On the calling thread; returns how many were put right. */
  int now(List<RunningJob> jobs, String what) {
    int done = 0;
    for (RunningJob job : jobs) {
      try {
        if (putRight.test(job, "node " + job.node() + what)) {
          done++;
        }
      } catch (RuntimeException e) {
        LOG.warn("job {} of node {} not put right yet: {}", job.id(), job.node(), e.toString());
      }
    }
    return done;
  }

  /** Begins nothing more. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
