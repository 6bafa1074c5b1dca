package dev.aischeduler.db.jobrunr;

import java.util.UUID;
import org.jobrunr.server.runner.ThreadLocalJobContext;

/**
 * What JobRunr calls for every job. It takes no parameters, so JobRunr's row stays small: the
 * request lives in our {@code job} row alone.
 */
public final class RunJob {
  /** Name of the method that JobRunr calls. */
  static final String METHOD = "run";

  private final Body body;

  /** Runs one attempt; a thrown exception ends it as failed. */
  @FunctionalInterface
  public interface Body {
    /** Runs the attempt of this job that the calling thread's job server has claimed. */
    void run(UUID jobId) throws Exception;
  }

  /** Calls the body for each job. */
  public RunJob(Body body) {
    this.body = body;
  }

  /** Called by JobRunr on a worker thread. */
  public void run() throws Exception {
    body.run(ThreadLocalJobContext.getJobContext().getJobId());
  }
}
