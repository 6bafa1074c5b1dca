package dev.aischeduler.jobs.task;

import dev.aischeduler.engine.task.TaskContext;

/** Seeds of jobs whose request names none. */
public final class Seeds {
  private static final long EXACT_IN_JSON = (1L << 53) - 1;

  private Seeds() {}

  /** The same for every attempt of a job; 0 to 2^53 - 1, which is exact in JSON. */
  public static long of(TaskContext context) {
    return context.jobId().getLeastSignificantBits() & EXACT_IN_JSON;
  }
}
