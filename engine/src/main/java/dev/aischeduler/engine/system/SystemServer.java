package dev.aischeduler.engine.system;

import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.Paging.AmountBasedList;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JobRunr's server of this node, kept alive. It ends itself after one failed heartbeat, and its
 * timers end silently at an Error; here it is started again, with growing pauses, whenever the
 * database answers. Used by one thread, but for {@link #isRunning}.
 */
final class SystemServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemServer.class);

  /** System jobs at the same time on one node. */
  static final int WORKERS = 4;

  /** The shortest that JobRunr accepts for SQL; a node counts as gone after four. */
  private static final Duration POLL = Duration.ofSeconds(5);

  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration INTERRUPT_AFTER = Duration.ofSeconds(3);
  private static final Duration OVERDUE = Duration.ofSeconds(60);
  private static final long MAX_PAUSE_S = 30;
  private static final long CHECK_S = 10;
  private static final long CLEAN_S = 3600;

  private final StorageProvider storage;
  private final BackgroundJobServer server;
  private final IntSupplier running;
  private final Clock clock;
  private boolean started;
  private long pauseS = 1;
  private long upS;
  private long downS;

  /**
   * A server that is not started yet.
   *
   * @param running system jobs that run in this process
   * @param clock the machine's, which JobRunr goes by
   */
  SystemServer(
      StorageProvider storage,
      JsonMapper mapper,
      JobActivator activator,
      String node,
      IntSupplier running,
      Clock clock) {
    this.storage = storage;
    this.running = running;
    this.clock = clock;
    this.server =
        new BackgroundJobServer(
            storage,
            mapper,
            activator,
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andName(node.substring(0, Math.min(node.length(), 127)))
                .andPollInterval(POLL)
                .andWorkerCount(WORKERS)
                .andDeleteSucceededJobsAfter(KEPT)
                .andPermanentlyDeleteDeletedJobsAfter(KEPT)
                .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(INTERRUPT_AFTER));
  }

  /** False while it is down; thread-safe. */
  boolean isRunning() {
    return server.isRunning();
  }

  /** Looks after the server; call it every second. Never throws for a database that is away. */
  void look() {
    if (!server.isRunning()) {
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
    if (upS % CLEAN_S == OVERDUE.toSeconds()) {
      removeOldFailures();
    }
    if (upS % CHECK_S == 0 && standsStill()) {
      LOG.error("JobRunr's timers stand still; its server is started again");
      server.stop();
    }
  }

  private void startAgain() {
    if (started && downS < pauseS) {
      return;
    }
    try {
      storage.getBackgroundJobServers();
    } catch (RuntimeException e) {
      LOG.debug("system jobs wait for the database: {}", e.toString());
      return;
    }
    if (started) {
      LOG.warn("JobRunr's server had stopped; it is started again");
      pauseS = Math.min(MAX_PAUSE_S, 2 * pauseS);
    }
    started = true;
    downS = 0;
    server.start();
  }

  /** JobRunr keeps failed ones for ever. */
  private void removeOldFailures() {
    try {
      storage.deleteJobsPermanently(StateName.FAILED, clock.instant().minus(KEPT));
    } catch (RuntimeException e) {
      LOG.debug("old system jobs stay for now: {}", e.toString());
    }
  }

  /** Work that JobRunr's timers should have done long ago: they are dead, or a worker is free. */
  private boolean standsStill() {
    var one = AmountBasedList.ascOnUpdatedAt(1);
    var limit = clock.instant().minus(OVERDUE);
    try {
      boolean free = running.getAsInt() < WORKERS;
      return upS > OVERDUE.toSeconds()
          && (!storage.getJobList(StateName.PROCESSING, limit, one).isEmpty()
              || !storage.getScheduledJobs(limit, AmountBasedList.ascOnScheduledAt(1)).isEmpty()
              || (free && !storage.getJobList(StateName.ENQUEUED, limit, one).isEmpty()));
    } catch (RuntimeException e) {
      LOG.debug("system jobs cannot be looked at: {}", e.toString());
      return false;
    }
  }

  /**
   * Starts what is queued now rather than at the next poll: a worker that reports for duty and
   * leaves at once makes JobRunr look for work, as one that has ended a job does.
   */
  void lookForWork() {
    if (server.isRunning()) {
      server.getJobSteward().notifyThreadOccupied();
      server.getJobSteward().notifyThreadIdle();
    }
  }

  /** Stops it; running system jobs are interrupted and run again later. */
  @Override
  public void close() {
    server.stop();
  }
}
