package dev.aischeduler.web.api;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobDetails;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.Submission;
import dev.aischeduler.engine.Submitted;
import dev.aischeduler.engine.event.JobEvents;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.web.api.sse.EventQueue;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.StreamLoop;
import dev.aischeduler.web.api.view.EventView;
import dev.aischeduler.web.api.view.TaskView;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Streams one submission: {@code task} once, {@code token} and {@code progress} as they come, then
 * {@code result} or {@code error}. When the client goes away the job goes on.
 */
final class TokenStory {
  private final JobService jobs;
  private final Streams streams;

  TokenStory(JobService jobs, Streams streams) {
    this.jobs = jobs;
    this.streams = streams;
  }

  /**
   * Submits and streams on the calling thread. It listens before it submits, so no token is missed.
   *
   * @throws ApiException when the submission is refused: then nothing was streamed
   */
  void run(Context ctx, Submission submission) {
    EventQueue queue = new EventQueue();
    Subscription subscription = jobs.subscribeAll(queue);
    try {
      Submitted submitted = jobs.submit(submission);
      UUID id = submitted.job().id();
      ctx.header("Location", Paths.status(id)).header("X-Task-Id", id.toString());
      // another node that runs it tells of it, because it is watched by name
      Subscription watch = jobs.subscribe(id, JobEvents.NO_HISTORY, event -> {});
      try {
        streams.answer(ctx, (stream, stop) -> tell(id, queue, stream, stop, Trace.id(ctx)));
      } finally {
        watch.close();
      }
    } finally {
      subscription.close();
    }
  }

  private void tell(
      UUID id, EventQueue queue, EventStream stream, BooleanSupplier stop, String traceId)
      throws IOException, InterruptedException {
    Optional<JobDetails> begin = jobs.find(id);
    if (begin.isPresent()) {
      stream.send("task", 0, TaskView.of(begin.get()));
    }
    new StreamLoop(stream, queue, stop)
        .run(
            new StreamLoop.Listener() {
              @Override
              public boolean on(JobEvent event) throws IOException {
                if (!event.jobId().equals(id)) {
                  return false;
                }
                stream.send(event.kind(), 0, EventView.of(event).data());
                return FinalEvents.ends(event) && ended(id, stream, traceId);
              }

              @Override
              public boolean onIdle() throws IOException {
                return ended(id, stream, traceId);
              }
            });
  }

  /** Tells the end of the job, if it has come. */
  private boolean ended(UUID id, EventStream stream, String traceId) throws IOException {
    Optional<JobDetails> details = jobs.find(id);
    if (details.isEmpty()) {
      return true;
    }
    Job job = details.get().job();
    if (!job.status().isFinal()) {
      return false;
    }
    if (job.status() == JobStatus.SUCCEEDED) {
      stream.send("result", 0, TaskView.of(details.get()));
    } else {
      stream.send("error", 0, Problems.document(JobErrors.of(job), traceId));
    }
    return true;
  }
}
