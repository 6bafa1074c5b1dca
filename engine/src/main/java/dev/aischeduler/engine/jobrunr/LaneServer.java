package dev.aischeduler.engine.jobrunr;

import dev.aischeduler.db.jobrunr.RunJob;
import dev.aischeduler.engine.attempt.Attempts;
import java.time.Duration;
import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/**
 * A JobRunr server dedicated to one resource label of this node. JobRunr gives it heartbeats, the
 * recovery of orphans, and versioned state changes; it starts only what the dispatcher hands it.
 */
final class LaneServer extends BackgroundJobServer {
  private final String resource;
  private final LaneExecutor executor;

  private LaneServer(
      String resource,
      LaneExecutor executor,
      StorageProvider storage,
      JobActivator activator,
      BackgroundJobServerConfiguration configuration) {
    super(storage, new JacksonJsonMapper(), activator, configuration);
    this.resource = resource;
    this.executor = executor;
  }

  /** What all servers of a node share. */
  record Node(
      String name, StorageProvider storage, RunJob runJob, Attempts attempts, Duration poll) {}

  static LaneServer create(String resource, int workers, Node node) {
    LaneExecutor executor = new LaneExecutor(resource, workers);
    LostJobs lostJobs = new LostJobs(node.attempts());
    BackgroundJobServerConfiguration configuration =
        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
            .andId(UUID.randomUUID())
            .andName(node.name())
            .andPollInterval(node.poll())
            .andBackgroundJobServerWorkerPolicy(new LanePolicy(executor))
            .andConcurrentJobModificationPolicy(server -> lostJobs)
            .andDeleteSucceededJobsAfter(Duration.ofHours(1))
            .andPermanentlyDeleteDeletedJobsAfter(Duration.ofHours(1))
            .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(Duration.ofSeconds(10));
    return new LaneServer(
        resource, executor, node.storage(), activator(node.runJob()), configuration);
  }

  private static JobActivator activator(RunJob runJob) {
    return new JobActivator() {
      @Override
      public <T> T activateJob(Class<T> type) {
        return type.cast(runJob);
      }
    };
  }

  String resource() {
    return resource;
  }

  boolean isReady() {
    return isRunning() && !isNotReadyToProcessJobs();
  }

  /** Runs a claimed job on a worker thread; {@code afterwards} runs when its end is committed. */
  void start(Job job, Runnable afterwards) {
    executor.followedBy(afterwards, () -> processJob(job));
  }

  /** Lets go of a job that a user cancelled; its thread ends without a word. */
  void abandon(UUID id) {
    getJobSteward().getJobsInProgress().stream()
        .filter(job -> job.getId().equals(id))
        .forEach(LostJobs::abandon);
  }
}
