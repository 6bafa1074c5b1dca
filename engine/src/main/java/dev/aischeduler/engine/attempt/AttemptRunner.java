package dev.aischeduler.engine.attempt;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.Json;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactContentStore;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.jobrunr.PutBackException;
import dev.aischeduler.engine.event.JobEvents;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import dev.aischeduler.engine.task.TryLaterException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs claimed jobs on their handlers and turns every way an attempt can end into one. Thread-safe.
 */
public final class AttemptRunner implements Attempt.Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);
  private static final long PROGRESS_MS = 500;

  private final Map<TaskType, TaskHandler<?>> handlers;
  private final Attempts attempts;
  private final ArtifactContentStore contents;
  private final JobEvents events;
  private final ScheduledExecutorService timer;
  private final ProgressWriter progress;
  private final AttemptCounts counts = new AttemptCounts();
  private final Clock clock;

  /**
   * A runner.
   *
   * @param timer ends attempts that take too long and writes progress
   */
  public AttemptRunner(
      Map<TaskType, TaskHandler<?>> handlers,
      Attempts attempts,
      JobStore store,
      ArtifactContentStore contents,
      JobEvents events,
      ScheduledExecutorService timer,
      Clock clock) {
    this.handlers = handlers;
    this.attempts = attempts;
    this.contents = contents;
    this.events = events;
    this.timer = timer;
    this.clock = clock;
    this.progress = new ProgressWriter(store, a -> attempts.stop(a.jobId(), Reason.LEASE_LOST));
    timer.scheduleWithFixedDelay(progress, PROGRESS_MS, PROGRESS_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes note of a claim; {@link #run} follows on a worker thread.
   *
   * @param onHandlerEnd runs once, when the handler has returned
   */
  public Attempt claimed(Job row, Runnable onHandlerEnd) {
    Attempt attempt = new Attempt(row, this, clock, onHandlerEnd);
    attempts.add(attempt);
    return attempt;
  }

  /**
   * Runs the attempt of a claimed job on the calling thread. Returns when it succeeded.
   *
   * @throws PutBackException the attempt does not count
   * @throws InterruptedException the job belongs to this worker no more (cancelled, lease lost)
   * @throws AttemptFailedException the attempt failed; {@link Attempt#failure()} says how
   */
  public void run(UUID jobId)
      throws PutBackException, InterruptedException, AttemptFailedException {
    Attempt attempt =
        attempts
            .find(jobId)
            .orElseThrow(() -> new PutBackException("job " + jobId + " was not claimed here"));
    Job job = attempt.job();
    ScheduledFuture<?> timeout =
        timer.schedule(
            () -> attempt.stop().stop(Reason.TIMED_OUT), job.timeoutS(), TimeUnit.SECONDS);
    LOG.info("job {} ({}) starts, attempt {}", jobId, job.type().wireName(), attempt.attempt());
    Throwable error = null;
    long began = System.nanoTime();
    attempt.stop().enter();
    try {
      attempt.stop().check();
      attempt.succeed(handle(handler(job.type()), attempt));
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      error = e;
    } finally {
      attempt.stop().leave();
      timeout.cancel(false);
      attempt.handlerEnded();
    }
    Reason stopped = error == null ? null : stopped(attempt, error);
    counts.add(job.type(), end(error, stopped), System.nanoTime() - began);
    if (error == null) {
      LOG.info("job {} ({}) succeeded", jobId, job.type().wireName());
      return;
    }
    end(attempt, error, stopped);
  }

  /** How the attempts of this node ended. */
  public AttemptCounts counts() {
    return counts;
  }

  private static AttemptCounts.End end(@Nullable Throwable error, @Nullable Reason stopped) {
    if (error == null) {
      return AttemptCounts.End.SUCCEEDED;
    }
    if (stopped == null) {
      return AttemptCounts.End.FAILED;
    }
    return switch (stopped) {
      case CANCELLED -> AttemptCounts.End.CANCELLED;
      case LEASE_LOST -> AttemptCounts.End.LEASE_LOST;
      case PUT_BACK -> AttemptCounts.End.PUT_BACK;
      case TIMED_OUT -> AttemptCounts.End.FAILED;
    };
  }

  private static @Nullable Reason stopped(Attempt attempt, Throwable error) {
    Reason reason = attempt.stop().reason();
    return reason == null && error instanceof TaskStoppedException thrown
        ? thrown.reason()
        : reason;
  }

  private TaskHandler<?> handler(TaskType type) {
    TaskHandler<?> handler = handlers.get(type);
    if (handler == null) {
      throw new IllegalStateException("no handler for " + type.wireName() + " on this node");
    }
    return handler;
  }

  private static <R extends Record> TaskResult handle(TaskHandler<R> handler, Attempt attempt)
      throws Exception {
    R request = parse(handler, attempt.job());
    return handler.run(request, attempt);
  }

  private static <R extends Record> R parse(TaskHandler<R> handler, Job job)
      throws JsonProcessingException {
    return Json.mapper().readValue(job.request(), handler.requestType());
  }

  private void end(Attempt attempt, Throwable error, @Nullable Reason stopped)
      throws PutBackException, InterruptedException, AttemptFailedException {
    UUID id = attempt.jobId();
    if (stopped == Reason.CANCELLED || stopped == Reason.LEASE_LOST) {
      LOG.info("job {} stopped: {}", id, stopped);
      throw new InterruptedException(stopped.name());
    }
    if (stopped == Reason.PUT_BACK) {
      LOG.info("job {} goes back to the queue", id);
      throw new PutBackException("node shuts down");
    }
    if (stopped == null
        && error instanceof TryLaterException later
        && attempt.putBack(LaterPolicy.wait(attempt.job()))) {
      LOG.info("job {} goes back to the queue for a while: {}", id, later.getMessage());
      throw new PutBackException(String.valueOf(later.getMessage()));
    }
    Failure failure =
        stopped == Reason.TIMED_OUT ? Failure.timeout(attempt.job().timeoutS()) : Failure.of(error);
    attempt.fail(failure);
    LOG.warn(
        "job {} ({}) attempt {}/{} failed: {}: {}",
        id,
        attempt.job().type().wireName(),
        attempt.attempt(),
        attempt.job().maxAttempts(),
        failure.type(),
        failure.message(),
        failure.permanent() || stopped != null ? null : error);
    throw new AttemptFailedException(failure.message());
  }

  @Override
  public void publish(JobEvent event) {
    events.publish(event);
  }

  @Override
  public Artifact store(UUID jobId, String name, String mediaType, byte[] content) {
    var stored = contents.put(content);
    return new Artifact(
        jobId,
        name,
        mediaType,
        stored.size(),
        stored.sha256(),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public void progress(Attempt attempt, double fraction, @Nullable String note) {
    progress.note(attempt, fraction, note);
  }
}
