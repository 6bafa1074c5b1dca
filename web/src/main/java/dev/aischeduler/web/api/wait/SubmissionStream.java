package dev.aischeduler.web.api.wait;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.submission.Followed;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.JobErrors;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Problems;
import dev.aischeduler.web.api.reply.StoredJobs;
import dev.aischeduler.web.api.reply.Trace;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.api.sse.StreamContent;
import dev.aischeduler.web.api.view.EventView;
import dev.aischeduler.web.api.view.TaskView;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Streams one submission: {@code task} once, {@code token} and {@code progress} as they come, then
 * {@code result} or {@code error}. When the client goes away the job goes on.
 */
public final class SubmissionStream {
  private final JobService jobs;
  private final JobEnds ends;
  private final Streams streams;

  public SubmissionStream(JobService jobs, JobEnds ends, Streams streams) {
    this.jobs = jobs;
    this.ends = ends;
    this.streams = streams;
  }

  /**
   * Submits and answers with the stream. It listens before it submits, so no token is missed.
   *
   * @throws ApiException 503 when too many callers are blocked already, or the submission is
   *     refused: then nothing was stored
   */
  public void answer(Context ctx, Submission submission) {
    BlockedCallerLimit.Place place = streams.place();
    try {
      Content content = new Content(ctx);
      EventStream stream = streams.prepare(ctx, content);
      Followed followed =
          jobs.submitAndWatch(submission, job -> StoredJobs.storing(ctx, job), stream);
      UUID id = followed.submitted().job().id();
      content.job = id;
      StoredJobs.stored(ctx, id);
      ctx.header("Location", Paths.status(id)).header("X-Task-Id", id.toString());
      Subscription end = ends.watch(id, content::hasEnded);
      streams.answer(
          ctx,
          stream,
          place,
          () -> {
            end.close();
            followed.subscription().close();
          });
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
  }

  private final class Content implements StreamContent {
    private final Context ctx;
    private volatile @Nullable UUID job;
    private volatile boolean ended;

    Content(Context ctx) {
      this.ctx = ctx;
    }

    void hasEnded() {
      ended = true;
    }

    @Override
    public boolean begin(EventWriter to) {
      details().ifPresent(begin -> to.send("task", 0, TaskView.of(begin)));
      return false;
    }

    @Override
    public boolean on(JobEvent event, EventWriter to) {
      to.send(event.kind(), 0, EventView.of(event).data());
      return FinalEvents.ends(event) && end(to);
    }

    @Override
    public boolean onIdle(EventWriter to) {
      return ended && end(to);
    }

    @Override
    public void onFailure(RuntimeException cause, EventWriter to) {
      Streams.explain(ctx, cause, to);
    }

    private Optional<JobDetails> details() {
      UUID id = job;
      return id == null ? Optional.empty() : jobs.find(id);
    }

    /** Tells the end of the job, if it has come. */
    private boolean end(EventWriter to) {
      Optional<JobDetails> details = details();
      if (details.isEmpty()) {
        return true;
      }
      Job now = details.get().job();
      if (!now.status().isFinal()) {
        return false;
      }
      if (now.status() == JobStatus.SUCCEEDED) {
        to.send("result", 0, TaskView.of(details.get()));
      } else {
        to.send("error", 0, Problems.document(JobErrors.of(now), Trace.id(ctx)));
      }
      return true;
    }
  }
}
