package dev.aischeduler.web.api;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobDetails;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.Submission;
import dev.aischeduler.engine.Submitted;
import dev.aischeduler.web.api.view.TaskView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Takes the submissions of one task type. */
final class SubmitResource implements Resource {
  private final TaskType type;
  private final SubmissionReader reader;
  private final JobService jobs;
  private final Gate gate;
  private final JobWaiter waiter;
  private final TokenStory tokens;
  private final ArtifactSender artifacts;
  private final Duration defaultWait;
  private final Clock clock;

  /**
   * The endpoint of a task type.
   *
   * @param request the task's own fields
   * @param defaultWait how long synchronous callers wait who do not say
   */
  SubmitResource(
      TaskType type,
      Class<? extends Record> request,
      JobService jobs,
      Gate gate,
      WaitingRoom room,
      ArtifactSender artifacts,
      Duration defaultWait,
      Clock clock) {
    this.type = type;
    this.reader = new SubmissionReader(type, request);
    this.jobs = jobs;
    this.gate = gate;
    this.waiter = new JobWaiter(jobs, room);
    this.tokens = new TokenStory(jobs, new Streams(room));
    this.artifacts = artifacts;
    this.defaultWait = defaultWait;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(path(), this::submit);
  }

  private String path() {
    return switch (type) {
      case LLM -> Paths.V1 + "/llm/generate";
      case TTS -> Paths.V1 + "/tts/synthesize";
      case IMAGE -> Paths.V1 + "/image/generate";
    };
  }

  private void submit(Context ctx) {
    gate.pass();
    SubmissionReader.Read read = reader.read(ctx);
    if (Boolean.TRUE.equals(read.fields().stream())) {
      tokens.run(ctx, read.submission());
      return;
    }
    WantedMedia wanted = WantedMedia.of(ctx.header("Accept"));
    Submitted submitted = jobs.submit(read.submission());
    UUID id = submitted.job().id();
    ctx.header("X-Task-Id", id.toString());
    boolean joined = submitted.how() == Submitted.How.DEDUPLICATED;
    if (submitted.how() == Submitted.How.REPLAYED) {
      ctx.header("Idempotency-Replayed", "true");
    }
    Duration wait = patience(read.fields(), read.submission(), wanted);
    Optional<Job> ended = wait.isZero() ? Optional.empty() : waiter.await(id, wait);
    if (ended.isEmpty()) {
      ctx.header("Location", Paths.status(id));
      Replies.json(ctx, joined ? 200 : 202, view(id, joined));
    } else if (ended.get().status() != JobStatus.SUCCEEDED) {
      throw JobErrors.of(ended.get());
    } else {
      answer(ctx, id, wanted, joined);
    }
  }

  private void answer(Context ctx, UUID id, WantedMedia wanted, boolean joined) {
    JobDetails details = TaskLookup.find(jobs, id);
    var bytes = details.artifacts().stream().filter(a -> wanted.takes(a.mediaType())).findFirst();
    if (bytes.isPresent()) {
      artifacts.send(ctx, bytes.get());
    } else {
      Replies.json(ctx, 200, joined ? TaskView.of(details).joined() : TaskView.of(details));
    }
  }

  private TaskView view(UUID id, boolean joined) {
    TaskView view = TaskView.of(TaskLookup.find(jobs, id));
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
    boolean patient = type != TaskType.IMAGE || wanted.any();
    return patient && !later ? defaultWait : Duration.ZERO;
  }
}
