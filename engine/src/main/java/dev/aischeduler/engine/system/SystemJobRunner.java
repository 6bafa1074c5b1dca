package dev.aischeduler.engine.system;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jobrunr.JobRunrException;
import org.jobrunr.jobs.context.JobContext;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.runner.ThreadLocalJobContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the task of a system job on a worker of JobRunr. Thread-safe. */
public final class SystemJobRunner implements JobRequestHandler<SystemJobRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(SystemJobRunner.class);

  /** JobRunr interrupts the worker of a deleted job at its next poll. */
  private static final long INTERRUPT_S = 20;

  private final Map<String, SystemTask> tasks;
  private final Map<UUID, SystemContext> running = new ConcurrentHashMap<>();

  SystemJobRunner(Map<String, SystemTask> tasks) {
    this.tasks = tasks;
  }

  @Override
  public void run(SystemJobRequest request) throws Exception {
    JobContext jobRunr = ThreadLocalJobContext.getJobContext();
    UUID id = jobRunr.getJobId();
    SystemTask task = tasks.get(request.kind());
    if (task == null) {
      throw new IllegalStateException("this node does no '" + request.kind() + "'; update it");
    }
    SystemContext context = new SystemContext(id, jobRunr.getMetadata(), jobRunr::saveMetadata);
    // after an outage JobRunr may start it again while its earlier run still unwinds
    if (running.putIfAbsent(id, context) != null) {
      throw new IllegalStateException("an earlier run of it has not ended yet on this node");
    }
    try {
      LOG.info("system job {} ({}) starts", id, request.kind());
      String done = task.run(request.document(), context);
      // of what a job saves, JobRunr keeps its log alone when it succeeds
      jobRunr.logger().info(done);
      LOG.info("system job {} ({}) succeeded: {}", id, request.kind(), done);
    } catch (SystemTaskException e) {
      throw new JobRunrException(String.valueOf(e.getMessage()), true, e);
    } catch (Error e) {
      throw new IllegalStateException(e.toString(), e);
    } catch (Exception e) {
      awaitInterrupt(context);
      throw e;
    } finally {
      running.remove(id, context);
    }
  }

  /**
   * A cancelled job's worker waits until JobRunr has seen that the job is deleted: ended before, it
   * would try to store the job as failed, and complain.
   */
  private static void awaitInterrupt(SystemContext context) throws InterruptedException {
    if (context.isCancelled() && !Thread.currentThread().isInterrupted()) {
      boolean never = new CountDownLatch(1).await(INTERRUPT_S, TimeUnit.SECONDS);
      LOG.debug("no interrupt came: {}", never);
    }
  }

  /** The run of a system job in this process, if there is one. */
  @Nullable SystemContext context(UUID id) {
    return running.get(id);
  }

  /** Runs in this process. */
  int count() {
    return running.size();
  }
}
