package dev.aischeduler.engine.system;

import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps JobRunr's server of this node alive. It ends itself after one failed heartbeat, and its
 * timers end silently at an Error; here it is started again, with growing pauses, whenever the
 * database answers. Used by one thread.
 */
final class SystemServer {
  private static final Logger LOG = LoggerFactory.getLogger(SystemServer.class);
  private static final Duration OVERDUE = Duration.ofSeconds(60);
  private static final long MAX_PAUSE_S = 30;
  private static final long CHECK_S = 10;
  private static final long CLEAN_S = 3600;

  /** Failed checks between two warnings; the pool itself logs a database that is away. */
  private static final long WARN_EVERY = 30;

  private final SystemJobStore store;
  private final SystemWorkers workers;
  private final IntSupplier running;
  private final Clock clock;
  private boolean started;
  private long pauseS = 1;
  private long upS;
  private long downS;
  private long failures;

  /**
   * A server that is not started yet.
   *
   * @param running system jobs that run in this process
   * @param clock the machine's, which JobRunr goes by
   */
  SystemServer(SystemJobStore store, SystemWorkers workers, IntSupplier running, Clock clock) {
    this.store = store;
    this.workers = workers;
    this.running = running;
    this.clock = clock;
  }

  /**
   * Restarts the server when it has ended; call it every second.
   *
   * @throws RuntimeException when the database did not answer; the next call tries again
   */
  void check() {
    try {
      checkOnce();
      failures = 0;
    } catch (RuntimeException e) {
      failures++;
      if (failures % WARN_EVERY == 0) {
        LOG.warn("system jobs do not run; {} checks in a row failed: {}", failures, e.toString());
      }
      throw e;
    }
  }

  private void checkOnce() {
    if (!workers.isRunning()) {
      upS = 0;
      downS++;
      startAgain();
      return;
    }
    downS = 0;
    upS++;
    if (upS >= 2 * MAX_PAUSE_S) {
      pauseS = 1;
    }
    if (upS % CHECK_S == 0 && timersStopped()) {
      LOG.error("JobRunr's timers have stopped; its server is restarted");
      workers.stop();
    } else if (upS % CLEAN_S == OVERDUE.toSeconds() + 1) {
      store.removeFailedBefore(clock.instant().minus(SystemWorkers.KEPT));
    }
  }

  private void startAgain() {
    if (started && downS < pauseS) {
      return;
    }
    store.ping();
    if (started) {
      LOG.warn("JobRunr's server had stopped; it is restarted");
      pauseS = Math.min(MAX_PAUSE_S, 2 * pauseS);
    }
    started = true;
    downS = 0;
    workers.start();
  }

  /** Work that JobRunr's timers should have done long ago: they are dead. */
  private boolean timersStopped() {
    return upS > OVERDUE.toSeconds()
        && store.overdue(clock.instant().minus(OVERDUE), running.getAsInt() < SystemWorkers.COUNT);
  }
}
