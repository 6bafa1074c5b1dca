package dev.aischeduler.engine.attempt;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.engine.trace.TraceSpan;
import dev.aischeduler.engine.trace.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows attempts in the traces of their jobs: the wait of each ({@code queue}) and its work ({@code
 * run}). Thread-safe; asks for nothing unless the job is traced.
 */
final class AttemptTraces {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptTraces.class);

  private final Traces traces;
  private final JobStore store;
  private final String node;
  private final Clock clock;

  AttemptTraces(Traces traces, JobStore store, String node, Clock clock) {
    this.traces = traces;
    this.store = store;
    this.node = node;
    this.clock = clock;
  }

  /** An attempt begins to run. */
  void begin(Attempt attempt) {
    Job job = attempt.job();
    if (!traces.isOn() || job.traceparent() == null) {
      return;
    }
    named(traces.of(job.traceparent(), "queue", waitingSince(job)), attempt).close();
    attempt.traced(named(traces.of(job.traceparent(), "run", null), attempt));
  }

  /** An attempt ended so; its end is not stored yet. */
  void end(Attempt attempt, Ending ending) {
    try (TraceSpan run = attempt.span()) {
      if (!run.isRecorded()) {
        return;
      }
      if (attempt.partsLeftOut() > 0) {
        run.put("ai_scheduler.parts_left_out", attempt.partsLeftOut());
      }
      if (ending instanceof Ending.Succeeded) {
        run.put("ai_scheduler.outcome", "succeeded");
      } else if (ending instanceof Ending.PutBack) {
        run.put("ai_scheduler.outcome", "put_back");
      } else if (ending instanceof Ending.Abandoned abandoned) {
        run.put("ai_scheduler.outcome", abandoned.why().name().toLowerCase(Locale.ROOT));
      } else if (ending instanceof Ending.Failed failed) {
        // no message: it may quote the request
        run.put("ai_scheduler.outcome", "failed").failed(failed.failure().type());
      }
    }
  }

  private TraceSpan named(TraceSpan span, Attempt attempt) {
    Job job = attempt.job();
    return span.put("ai_scheduler.job.id", job.id().toString())
        .put("ai_scheduler.run.id", job.runId() == null ? null : job.runId().toString())
        .put("ai_scheduler.lane", job.type().wireName())
        .put("ai_scheduler.resource", job.resource())
        .put("ai_scheduler.priority", job.priority())
        .put("ai_scheduler.attempt", job.attempt())
        .put("ai_scheduler.node", node);
  }

  /** From when the job could have started: its creation, its run_at, or its return to the queue. */
  private Instant waitingSince(Job job) {
    Instant since = job.createdAt();
    if (job.fencingToken() > 1) {
      since = returned(job).orElse(since);
    }
    Instant runAt = job.runAt();
    if (runAt != null && runAt.isAfter(since) && !runAt.isAfter(clock.instant())) {
      since = runAt;
    }
    return since;
  }

  private Optional<Instant> returned(Job job) {
    try {
      return store.lastWait(job.id());
    } catch (RuntimeException e) {
      // a trace is not worth an attempt
      LOG.debug("when job {} was put back is not known: {}", job.id(), e.toString());
      return Optional.ofNullable(job.startedAt());
    }
  }
}
