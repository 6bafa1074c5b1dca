package dev.aischeduler.web.api;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.Submitted;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.JobErrors;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.reply.StoredJobs;
import dev.aischeduler.web.api.request.SubmissionFields;
import dev.aischeduler.web.api.request.SubmissionReader;
import dev.aischeduler.web.api.request.WantedMedia;
import dev.aischeduler.web.api.view.DryRunView;
import dev.aischeduler.web.api.view.TaskView;
import dev.aischeduler.web.api.wait.CallerWait;
import dev.aischeduler.web.api.wait.SubmissionStream;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Takes the submissions of one task type. */
final class SubmitResource implements Resource {
  private final TaskModule module;
  private final SubmissionReader reader;
  private final JobService jobs;
  private final Gate gate;
  private final CallerWait waiter;
  private final SubmissionStream streams;
  private final ArtifactSender artifacts;
  private final Duration defaultWait;
  private final Clock clock;

  /**
   * The endpoint of a task type.
   *
   * @param module the task type
   * @param request the task's own fields
   * @param lanes their usual priorities
   * @param defaultWait how long synchronous callers wait who do not say
   */
  SubmitResource(
      TaskModule module,
      Class<? extends Record> request,
      Settings.Lanes lanes,
      JobService jobs,
      Gate gate,
      CallerWait waiter,
      SubmissionStream streams,
      ArtifactSender artifacts,
      Duration defaultWait,
      Clock clock) {
    this.module = module;
    this.reader = new SubmissionReader(module, request, lanes);
    this.jobs = jobs;
    this.gate = gate;
    this.waiter = waiter;
    this.streams = streams;
    this.artifacts = artifacts;
    this.defaultWait = defaultWait;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(path(module), this::submit);
  }

  /** Where submissions of a task type go. */
  static String path(TaskModule module) {
    return Paths.submission(module.type().wireName(), module.endpoint().action());
  }

  private void submit(Context ctx) {
    gate.pass();
    SubmissionReader.Read read = reader.read(ctx);
    if (Boolean.TRUE.equals(read.fields().dryRun())) {
      Replies.json(ctx, 200, DryRunView.of(jobs.dryRun(read.submission())));
      return;
    }
    if (Boolean.TRUE.equals(read.fields().stream())) {
      streams.answer(ctx, read.submission());
      return;
    }
    WantedMedia wanted = WantedMedia.of(ctx.header("Accept"));
    Submitted submitted = jobs.submit(read.submission(), job -> StoredJobs.storing(ctx, job));
    UUID id = submitted.job().id();
    StoredJobs.stored(ctx, id);
    ctx.header("X-Task-Id", id.toString());
    boolean joined = submitted.how() == Submitted.How.DEDUPLICATED;
    if (submitted.how() == Submitted.How.REPLAYED) {
      ctx.header("Idempotency-Replayed", "true");
    }
    Duration wait = patience(read.fields(), read.submission(), wanted);
    if (wait.isZero()) {
      stored(ctx, jobs.details(submitted.job()), joined);
    } else {
      ctx.future(
          () ->
              waiter
                  .forJob(ctx, id, wait)
                  .thenAccept(hasEnded -> answer(ctx, id, hasEnded, wanted, joined)));
    }
  }

  /** Answers that the job is stored and goes on. */
  private static void stored(Context ctx, JobDetails details, boolean joined) {
    ctx.header("Location", Paths.status(details.job().id()));
    Replies.json(ctx, joined ? 200 : 202, view(details, joined));
  }

  private void answer(Context ctx, UUID id, boolean hasEnded, WantedMedia wanted, boolean joined) {
    JobDetails details = TaskLookup.find(jobs, Caller.of(ctx), id);
    if (!hasEnded || !details.job().status().isFinal()) {
      stored(ctx, details, joined);
    } else if (details.job().status() != JobStatus.SUCCEEDED) {
      throw JobErrors.of(details.job());
    } else {
      result(ctx, details, wanted, joined);
    }
  }

  private void result(Context ctx, JobDetails details, WantedMedia wanted, boolean joined) {
    var bytes = details.artifacts().stream().filter(a -> wanted.takes(a.mediaType())).findFirst();
    if (bytes.isPresent()) {
      artifacts.send(ctx, bytes.get());
    } else {
      Replies.json(ctx, 200, view(details, joined));
    }
  }

  private static TaskView view(JobDetails details, boolean joined) {
    TaskView view = TaskView.of(details);
    return joined ? view.joined() : view;
  }

  /** How long this caller waits; zero for an answer at once. */
  private Duration patience(SubmissionFields fields, Submission submission, WantedMedia wanted) {
    boolean later = submission.runAt() != null && submission.runAt().isAfter(clock.instant());
    if (Boolean.TRUE.equals(fields.async())) {
      return Duration.ZERO;
    }
    if (fields.waitS() != null) {
      return Duration.ofSeconds(fields.waitS());
    }
    boolean patient = module.endpoint().waits() || wanted.any();
    return patient && !later ? defaultWait : Duration.ZERO;
  }
}
