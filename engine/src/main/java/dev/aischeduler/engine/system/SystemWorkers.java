package dev.aischeduler.engine.system;

import java.time.Duration;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;

/** JobRunr's server of this node. It ends itself after one failed heartbeat. Thread-safe. */
final class SystemWorkers {
  /** System jobs at the same time on one node. */
  static final int COUNT = 16;

  /** How long final system jobs stay visible. */
  static final Duration KEPT = Duration.ofDays(7);

  /** The shortest that JobRunr accepts for SQL; a node counts as gone after four. */
  private static final Duration POLL = Duration.ofSeconds(5);

  private static final Duration INTERRUPT_AFTER = Duration.ofSeconds(3);
  private static final int MAX_NAME = 127;

  private final BackgroundJobServer server;

  SystemWorkers(StorageProvider storage, JsonMapper mapper, JobActivator activator, String node) {
    this.server =
        new BackgroundJobServer(
            new ServerStorage(storage),
            mapper,
            activator,
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andName(node.substring(0, Math.min(node.length(), MAX_NAME)))
                .andPollInterval(POLL)
                .andWorkerCount(COUNT)
                .andDeleteSucceededJobsAfter(KEPT)
                .andPermanentlyDeleteDeletedJobsAfter(KEPT)
                .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(INTERRUPT_AFTER));
  }

  boolean isRunning() {
    return server.isRunning();
  }

  /**
   * Starts it, after a stop that is under way; one that runs stays as it is. Returns after its
   * first heartbeat: JobRunr holds a lock while it stops, for ten seconds if a first heartbeat
   * waits for that lock.
   */
  void start() {
    server.start();
    Patience.await(() -> !server.isRunning() || server.isAnnounced());
  }

  /** Stops it; running system jobs are interrupted and run again later. */
  void stop() {
    server.stop();
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
}
