package dev.aischeduler.bench.peer;

import java.util.function.IntConsumer;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/**
 * A JobRunr job that does no work of its own. Public because JobRunr calls it by reflection.
 *
 * @param number tells the jobs of a run apart
 */
public record NoOpJob(int number) implements JobRequest {
  @Override
  public Class<Handler> getJobRequestHandler() {
    return Handler.class;
  }

  /** Runs the jobs. */
  public static final class Handler implements JobRequestHandler<NoOpJob> {
    private final IntConsumer body;

    Handler(IntConsumer body) {
      this.body = body;
    }

    @Override
    public void run(NoOpJob job) {
      body.accept(job.number());
    }
  }
}
