package dev.aischeduler.engine.attempt;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactContentStore;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.engine.event.JobEvents;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import dev.aischeduler.engine.task.TryLaterException;
import dev.aischeduler.engine.trace.Traces;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs claimed jobs on their handlers; every way an attempt can end becomes one. Thread-safe. */
public final class AttemptRunner implements Attempt.Services {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

  private final Map<TaskType, TaskHandler<?>> handlers;
  private final ArtifactContentStore contents;
  private final JobEvents events;
  private final ScheduledExecutorService timeouts;
  private final ProgressWriter progress;
  private final AttemptCounts counts;
  private final AttemptTraces traces;
  private final Clock clock;

  /**
   * Runs attempts of a node.
   *
   * @param node name of the node
   * @param timeouts ends attempts that take too long; its threads do nothing else, so that no
   *     time-out waits for a database
   */
  public AttemptRunner(
      Map<TaskType, TaskHandler<?>> handlers,
      JobStore store,
      ArtifactContentStore contents,
      JobEvents events,
      AttemptCounts counts,
      ScheduledExecutorService timeouts,
      Traces traces,
      String node,
      Clock clock) {
    this.handlers = handlers;
    this.contents = contents;
    this.events = events;
    this.counts = counts;
    this.timeouts = timeouts;
    this.clock = clock;
    this.progress = new ProgressWriter(store);
    this.traces = new AttemptTraces(traces, store, node, clock);
  }

  /** Writes what progress was noted; to be called twice a second. */
  public void writeProgress() {
    progress.run();
  }

  /** The attempt of a claimed job; {@link #run} follows on a worker thread. */
  public Attempt attempt(Job claimed) {
    return new Attempt(claimed, this, clock);
  }

  /** Runs an attempt on the calling thread. Never throws. */
  public Ending run(Attempt attempt) {
    return LogContext.call(attempt.job(), () -> runInTrace(attempt));
  }

  private Ending runInTrace(Attempt attempt) {
    traces.begin(attempt);
    Ending ending = runInContext(attempt);
    traces.end(attempt, ending);
    return ending;
  }

  private Ending runInContext(Attempt attempt) {
    Job job = attempt.job();
    LOG.info("job {} ({}) starts, attempt {}", job.id(), job.type().wireName(), attempt.attempt());
    ScheduledFuture<?> timeout = null;
    attempt.stop().enter();
    try {
      timeout =
          timeouts.schedule(() -> attempt.stop(Reason.TIMED_OUT), job.timeoutS(), TimeUnit.SECONDS);
      attempt.stop().check();
      TaskResult result = handle(handler(job.type()), attempt);
      String document = Json.mapper().writeValueAsString(result.values());
      return new Ending.Succeeded(document, attempt.artifacts());
    } catch (Throwable e) {
      return ending(attempt, e);
    } finally {
      attempt.stop().leave();
      attempt.ended();
      if (timeout != null) {
        timeout.cancel(false);
      }
    }
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

  private static Ending ending(Attempt attempt, Throwable error) {
    Job job = attempt.job();
    Reason stopped = stopped(attempt, error);
    if (stopped == Reason.CANCELLED || stopped == Reason.LEASE_LOST) {
      return new Ending.Abandoned(stopped);
    }
    if (stopped == Reason.PUT_BACK) {
      return new Ending.PutBack(Optional.empty(), "the node shuts down");
    }
    if (stopped == Reason.TIMED_OUT) {
      return new Ending.Failed(Failure.timeout(job.timeoutS()), null);
    }
    if (error instanceof TryLaterException later) {
      Optional<Duration> wait = LaterPolicy.wait(job);
      if (wait.isPresent()) {
        return new Ending.PutBack(wait, String.valueOf(later.getMessage()));
      }
    }
    Failure failure = Failure.of(error);
    return new Ending.Failed(failure, failure.permanent() ? null : error);
  }

  private static @Nullable Reason stopped(Attempt attempt, Throwable error) {
    Reason reason = attempt.stop().reason();
    return reason == null && error instanceof TaskStoppedException thrown
        ? thrown.reason()
        : reason;
  }

  @Override
  public void publish(JobEvent event) {
    events.publish(event);
  }

  @Override
  public Artifact store(UUID jobId, String name, String mediaType, InputStream content) {
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
  public void produced(TaskType lane, String unit, double amount) {
    counts.produced(lane, unit, amount);
  }

  @Override
  public void progress(Attempt attempt, double fraction, @Nullable String note) {
    progress.note(attempt, fraction, note);
  }
}
