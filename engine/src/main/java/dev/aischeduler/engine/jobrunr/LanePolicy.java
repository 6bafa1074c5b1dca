package dev.aischeduler.engine.jobrunr;

import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.configuration.BackgroundJobServerWorkerPolicy;
import org.jobrunr.server.strategy.WorkDistributionStrategy;
import org.jobrunr.server.threadpool.JobRunrExecutor;
import org.jobrunr.storage.navigation.AmountRequest;

/**
 * Gives a job server our threads and switches its own fetching off: our dispatcher claims instead.
 */
final class LanePolicy implements BackgroundJobServerWorkerPolicy {
  private final LaneExecutor executor;

  LanePolicy(LaneExecutor executor) {
    this.executor = executor;
  }

  @Override
  public WorkDistributionStrategy toWorkDistributionStrategy(BackgroundJobServer server) {
    return new WorkDistributionStrategy() {
      @Override
      public int getWorkerCount() {
        return executor.getWorkerCount();
      }

      @Override
      public AmountRequest getWorkPageRequest() {
        return new AmountRequest("updatedAt:ASC", 0);
      }
    };
  }

  @Override
  public JobRunrExecutor toJobRunrExecutor() {
    return executor;
  }
}
