package dev.aischeduler.engine.attempt;

import dev.aischeduler.db.job.Job;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Names the job, its run and its trace on every line that a thread logs for it. */
public final class LogContext {
  /** The job in a line's context. */
  public static final String JOB = "job_id";

  /** The run in a line's context. */
  public static final String RUN = "run_id";

  /** The trace in a line's context. */
  public static final String TRACE = "trace_id";

  /** Where a W3C traceparent has its trace. */
  private static final int TRACE_BEGIN = 3;

  private static final int TRACE_END = 35;

  private LogContext() {}

  /** Does work for a job on the calling thread. */
  public static <T> T call(Job job, Supplier<T> work) {
    MDC.put(JOB, job.id().toString());
    if (job.runId() != null) {
      MDC.put(RUN, job.runId().toString());
    }
    if (job.traceparent() != null && job.traceparent().length() > TRACE_END) {
      MDC.put(TRACE, job.traceparent().substring(TRACE_BEGIN, TRACE_END));
    }
    try {
      return work.get();
    } finally {
      MDC.remove(JOB);
      MDC.remove(RUN);
      MDC.remove(TRACE);
    }
  }

  /** The same for work without a result. */
  public static void run(Job job, Runnable work) {
    call(
        job,
        () -> {
          work.run();
          return true;
        });
  }
}
