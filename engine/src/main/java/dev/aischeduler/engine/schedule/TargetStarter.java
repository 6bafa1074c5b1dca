package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.schedule.targets.JobTarget;
import dev.aischeduler.engine.schedule.targets.Parameters;
import dev.aischeduler.engine.schedule.targets.RunStarter;
import dev.aischeduler.engine.schedule.targets.RunTarget;
import dev.aischeduler.engine.schedule.targets.ScheduleTarget;
import dev.aischeduler.engine.server.Cancellations;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.trace.TraceSpan;
import dev.aischeduler.engine.trace.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Starts and cancels what schedules start. A fire time that is started twice has one job or run all
 * the same. Thread-safe.
 */
final class TargetStarter {
  private final Submissions submissions;
  private final JobStore jobs;
  private final JobQueue queue;
  private final Cancellations cancellations;
  private final Runs runs;
  private final Map<String, RunStarter> starters;
  private final Traces traces;
  private final Clock clock;

  TargetStarter(
      Submissions submissions,
      JobStore jobs,
      JobQueue queue,
      Cancellations cancellations,
      Runs runs,
      List<RunStarter> starters,
      Traces traces,
      Clock clock) {
    this.traces = traces;
    this.submissions = submissions;
    this.jobs = jobs;
    this.queue = queue;
    this.cancellations = cancellations;
    this.runs = runs;
    this.starters =
        starters.stream().collect(Collectors.toMap(RunStarter::kind, Function.identity()));
    this.clock = clock;
  }

  /** What was started: one of the two. */
  record Started(@Nullable UUID job, @Nullable UUID run) {}

  /** Kinds of runs that can be started. */
  List<String> runKinds() {
    return starters.keySet().stream().sorted().toList();
  }

  /**
   * Checks that a target could be started at a fire time.
   *
   * @throws InvalidRequestException names the field of the definition
   */
  void check(ScheduleDefinition definition, Instant fireTime) {
    Parameters parameters = parameters(definition, fireTime);
    ScheduleTarget target = definition.target();
    if (target instanceof JobTarget job) {
      Submission submission = job.submission(parameters, definition.tag(), "check");
      try {
        inField(target, () -> submissions.check(submission));
      } catch (ConflictException e) {
        throw new InvalidRequestException(
            "target.job.type", Objects.requireNonNullElse(e.getMessage(), "is unknown"));
      }
    } else if (target instanceof RunTarget run) {
      ObjectNode document = run.rendered(parameters);
      inField(target, () -> starter(run).check(document));
    }
  }

  /**
   * Starts the target of a fire time.
   *
   * @throws InvalidRequestException it can never be started as it is
   * @throws RuntimeException it cannot be started now
   */
  Started start(UUID schedule, ScheduleDefinition definition, Instant fireTime) {
    try (TraceSpan span = traces.begin("schedule")) {
      span.put("ai_scheduler.schedule.id", schedule.toString())
          .put("ai_scheduler.schedule.fire_time", fireTime.toString());
      return span.within(() -> startInTrace(schedule, definition, fireTime));
    }
  }

  private Started startInTrace(UUID schedule, ScheduleDefinition definition, Instant fireTime) {
    Parameters parameters = parameters(definition, fireTime);
    ScheduleTarget target = definition.target();
    if (target instanceof RunTarget run) {
      UUID id = ScheduleDefinition.runId(schedule, fireTime);
      String name = definition.name() + " " + parameters.fireTime().toLocalDateTime();
      ObjectNode document = run.rendered(parameters);
      inField(target, () -> starter(run).start(id, name, document));
      return new Started(null, id);
    }
    Submission submission =
        ((JobTarget) target)
            .submission(parameters, definition.tag(), ScheduleDefinition.key(schedule, fireTime));
    return new Started(submit(target, submission), null);
  }

  private UUID submit(ScheduleTarget target, Submission submission) {
    try {
      UUID[] id = new UUID[1];
      inField(target, () -> id[0] = submissions.submit(submission, stored -> {}).job().id());
      return Objects.requireNonNull(id[0]);
    } catch (ConflictException e) {
      // submitted before the definition was changed, by a node that could not note it any more
      String tenant = Objects.requireNonNullElse(submission.tenant(), Tenant.DEFAULT);
      String key = Objects.requireNonNull(submission.idempotencyKey());
      Job earlier = jobs.findByIdempotencyKeys(tenant, List.of(key)).get(key);
      if (earlier == null) {
        throw e;
      }
      return earlier.id();
    }
  }

  /** Cancels what a fire time started; what is over stays as it is. */
  void cancel(ScheduleRun run) {
    if (run.jobId() != null) {
      queue
          .cancel(run.jobId(), clock.instant())
          .ifPresent(done -> cancellations.committed(List.of(done)));
    }
    if (run.runId() != null && runs.find(run.runId()).isPresent()) {
      runs.cancel(run.runId());
    }
  }

  private RunStarter starter(RunTarget target) {
    RunStarter starter = starters.get(target.kind());
    if (starter == null) {
      throw new ConflictException("this node does not start runs of kind " + target.kind());
    }
    return starter;
  }

  private static Parameters parameters(ScheduleDefinition definition, Instant fireTime) {
    return new Parameters(definition.name(), fireTime.atZone(definition.timing().zone()));
  }

  private static void inField(ScheduleTarget target, Runnable action) {
    try {
      action.run();
    } catch (InvalidRequestException e) {
      String path = ScheduleTarget.FIELD + "." + target.kind();
      throw new InvalidRequestException(
          e.field().isEmpty() ? path : path + "." + e.field(),
          Objects.requireNonNullElse(e.getMessage(), "is refused"));
    }
  }
}
