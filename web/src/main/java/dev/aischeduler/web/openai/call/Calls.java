package dev.aischeduler.web.openai.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.SubmissionRules;
import dev.aischeduler.engine.submission.Submitted;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.ApiTools;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.JobErrors;
import dev.aischeduler.web.api.reply.StoredJobs;
import dev.aischeduler.web.api.request.SubmissionFields;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.CallerWait;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the jobs of calls, and waits for them or streams their text. A caller who hangs up has its
 * jobs cancelled, as clients of this API expect, unless it can come back for them. Thread-safe.
 */
public final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private static final int STOPPING_RETRY_S = 10;
  private static final Set<String> OF_JOBS =
      Set.of("priority", "max_attempts", "timeout_s", "queue_timeout_s", "run_at", "tags", "retry");

  private final ApiTools tools;
  private final JobService jobs;
  private final Settings.Lanes lanes;
  private final Duration wait;

  /** Calls of a server, which wait as long as its settings say. */
  public Calls(ApiTools tools, Settings settings) {
    this.tools = tools;
    this.jobs = tools.jobs();
    this.lanes = settings.lanes();
    this.wait = Duration.ofSeconds(settings.server().openaiWaitS());
  }

  /**
   * Stores the jobs of a call, all or none, for a caller who will wait for them.
   *
   * @param requests of the task type, one for each choice
   * @param keep whether the jobs go on when the caller hangs up
   * @throws ApiException 503 when too many callers are blocked already: nothing is stored then
   */
  public Call submit(Context ctx, TaskType type, List<ObjectNode> requests, boolean keep) {
    tools.gate().pass();
    BlockedCallerLimit.Place place = tools.streams().place();
    try {
      List<Submitted> stored = store(ctx, type, requests);
      List<UUID> made =
          stored.stream().filter(Submitted::created).map(one -> one.job().id()).toList();
      boolean named = ctx.header(SubmissionRules.KEY_HEADER) != null;
      return new Call(
          stored.get(0).job(),
          stored.stream().map(one -> one.job().id()).toList(),
          made,
          keep || named,
          place);
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
  }

  /** Stores a job for a caller who will ask for it later. */
  public Job store(Context ctx, TaskType type, ObjectNode request) {
    tools.gate().pass();
    return store(ctx, type, List.of(request)).get(0).job();
  }

  private List<Submitted> store(Context ctx, TaskType type, List<ObjectNode> requests) {
    String key = ctx.header(SubmissionRules.KEY_HEADER);
    List<Submission> submissions = new ArrayList<>();
    for (ObjectNode request : requests) {
      String own = key == null || submissions.isEmpty() ? key : key + ":" + submissions.size();
      submissions.add(submission(Caller.of(ctx), type, request, own));
    }
    List<Submitted> stored;
    if (submissions.size() == 1) {
      stored = List.of(jobs.submit(submissions.get(0), job -> StoredJobs.storing(ctx, job)));
      StoredJobs.stored(ctx, stored.get(0).job().id());
    } else {
      stored = storeAll(ctx, submissions);
      StoredJobs.storedAll(ctx, stored.stream().map(one -> one.job().id()).toList());
    }
    ctx.header("X-Task-Id", stored.get(0).job().id().toString());
    if (stored.stream().allMatch(one -> one.how() == Submitted.How.REPLAYED)) {
      ctx.header("Idempotency-Replayed", "true");
    }
    return stored;
  }

  private List<Submitted> storeAll(Context ctx, List<Submission> submissions) {
    try {
      return jobs.submitAll(submissions, ids -> StoredJobs.storingAll(ctx, ids));
    } catch (InvalidRequestException e) {
      // the caller has sent no list of tasks
      String list = "tasks\\[\\d+]\\.?";
      throw new InvalidRequestException(
          e.field().equals("tasks") ? "n" : e.field().replaceFirst(list, ""),
          Objects.requireNonNullElse(e.getMessage(), "").replaceAll(list, ""));
    }
  }

  private Submission submission(
      Caller caller, TaskType type, ObjectNode request, @Nullable String key) {
    ObjectNode common = request.objectNode();
    for (String name : OF_JOBS) {
      if (request.has(name)) {
        common.set(name, request.remove(name));
      }
    }
    SubmissionFields fields = StrictJson.read(common, SubmissionFields.class);
    List<String> tags = Objects.requireNonNullElse(fields.tags(), List.of());
    return Scope.submission(
        caller,
        new Submission(
            type,
            request,
            fields.priority(),
            fields.maxAttempts(),
            fields.timeoutS(),
            fields.runAt(),
            tags.stream().filter(Objects::nonNull).toList(),
            key,
            null,
            fields.queueTimeoutS(),
            fields.retry(),
            null,
            CallbackTerms.NONE),
        lanes);
  }

  /** A call of jobs that exist, by a caller who waits for them. */
  public Call follow(Job first, List<UUID> ids) {
    return new Call(first, ids, List.of(), true, tools.streams().place());
  }

  /** The jobs of a call, as they are now. */
  private List<JobDetails> details(Call call) {
    List<JobDetails> all = new ArrayList<>();
    call.ids().forEach(id -> jobs.find(id).ifPresent(all::add));
    if (all.size() < call.ids().size()) {
      throw ApiException.notFound("the task of this call is deleted");
    }
    return all;
  }

  /**
   * Waits until all jobs of a call have succeeded, then answers; to be called last in a handler.
   *
   * @param answer gets them in their order
   */
  public void await(Context ctx, Call call, Consumer<List<JobDetails>> answer) {
    ctx.future(
        () ->
            tools
                .waiter()
                .forJobs(ctx, call.place(), call.ids(), wait)
                .thenAccept(end -> ended(ctx, call, end, answer)));
  }

  private void ended(
      Context ctx, Call call, CallerWait.End end, Consumer<List<JobDetails>> answer) {
    switch (end) {
      case DONE -> {
        List<JobDetails> all = details(call);
        for (JobDetails one : all) {
          if (one.job().status() != JobStatus.SUCCEEDED) {
            throw JobErrors.of(one.job());
          }
        }
        answer.accept(all);
      }
      case TIME_OVER ->
          throw ApiException.of(
                  504,
                  "timeout",
                  "the task has not ended within " + wait.toSeconds() + " s (server.openai_wait_s)")
              .job(call.first().id(), null)
              .remedy("it goes on; ask for its status, do not send it again");
      case HUNG_UP -> {
        // nobody reads the answer
        ctx.status(408);
        hungUp(call);
      }
      case SERVER_STOPS ->
          throw ApiException.unavailable("this server is shutting down", STOPPING_RETRY_S)
              .job(call.first().id(), null)
              .remedy("the task is stored and goes on; ask for its status at any node");
    }
  }

  /** Cancels what the call has made, unless its caller can come back for it. */
  private void hungUp(Call call) {
    if (call.keeps()) {
      return;
    }
    for (UUID id : call.made()) {
      try {
        LOG.info("job {} is cancelled: its caller hung up", id);
        jobs.cancel(id);
      } catch (RuntimeException e) {
        LOG.warn("job {} could not be cancelled: {}", id, e.toString());
      }
    }
  }

  /**
   * Answers with the text of a call's jobs as it comes; to be called last in a handler.
   *
   * @param keep whether the jobs go on when the caller hangs up, whatever the call says
   */
  public void stream(Context ctx, Call call, TextStream content, boolean keep) {
    Call followed = keep ? call.kept() : call;
    List<Subscription> all = new ArrayList<>();
    Runnable close = () -> all.forEach(Subscription::close);
    try {
      EventStream stream = tools.streams().prepare(ctx, content);
      for (UUID id : call.ids()) {
        all.add(jobs.followAttempt(id, stream));
        all.add(tools.ends().watch(id, stream::ask));
      }
      tools
          .streams()
          .answer(
              ctx,
              stream,
              call.place(),
              () -> {
                close.run();
                if (stream.isGone() && !content.isOver()) {
                  hungUp(followed);
                }
              });
    } catch (RuntimeException | Error e) {
      close.run();
      call.place().close();
      throw e;
    }
  }
}
