package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.engine.lane.JobDetails;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in full, as every endpoint answers it.
 *
 * @param progress 0..1
 * @param attempt attempts started so far
 * @param queueTimeoutS seconds it may wait for its first start; 0 for ever
 * @param retry its own waits between attempts; null means the lane's
 * @param uniqueKey no other job of the tenant has it while this one is not final
 * @param deduplicated true in the answer to a submission whose unique key found this job
 * @param tenant whose job it is
 * @param queuePosition 1 for the next to start; null unless queued, and far back in the queue
 * @param whyPending sentence for people; null unless scheduled or queued
 * @param etaS estimated seconds until it finishes, or null
 * @param model name of the model really used; null until succeeded
 * @param request the request with every default filled in
 * @param result null until succeeded
 * @param callbackUrl where its end is reported to
 */
public record TaskView(
    UUID taskId,
    String type,
    String status,
    int priority,
    double progress,
    @Nullable String progressNote,
    int attempt,
    int maxAttempts,
    int timeoutS,
    int queueTimeoutS,
    @Nullable Backoff retry,
    @Nullable String uniqueKey,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean deduplicated,
    String tenant,
    List<String> tags,
    @Nullable String node,
    Instant createdAt,
    @Nullable Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Long queuePosition,
    @Nullable String whyPending,
    @Nullable Double etaS,
    @Nullable String model,
    @Nullable JsonNode request,
    @Nullable JsonNode result,
    List<ArtifactView> artifacts,
    @Nullable ErrorView error,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String callbackUrl) {

  /** Waits between attempts, in seconds. */
  public record Backoff(int backoffS, int backoffMaxS, double factor) {
    static @Nullable Backoff of(dev.aischeduler.db.job.@Nullable Backoff backoff) {
      return backoff == null
          ? null
          : new Backoff(backoff.firstS(), backoff.maxS(), backoff.factor());
    }
  }

  /** The answer to a submission whose unique key found this job. */
  public TaskView joined() {
    return new TaskView(
        taskId,
        type,
        status,
        priority,
        progress,
        progressNote,
        attempt,
        maxAttempts,
        timeoutS,
        queueTimeoutS,
        retry,
        uniqueKey,
        true,
        tenant,
        tags,
        node,
        createdAt,
        runAt,
        startedAt,
        finishedAt,
        queuePosition,
        whyPending,
        etaS,
        model,
        request,
        result,
        artifacts,
        error,
        callbackUrl);
  }

  /** The view of a job with what only the queue knows. */
  public static TaskView of(JobDetails details) {
    Job job = details.job();
    JsonNode result = Documents.read(job.result());
    return new TaskView(
        job.id(),
        job.type().wireName(),
        job.status().wireName(),
        job.priority(),
        job.progress(),
        job.progressNote(),
        job.attempt(),
        job.maxAttempts(),
        job.timeoutS(),
        job.queueTimeoutS(),
        Backoff.of(job.backoff()),
        job.uniqueKey(),
        null,
        job.tenant(),
        job.tags(),
        job.node(),
        job.createdAt(),
        job.runAt(),
        job.startedAt(),
        job.finishedAt(),
        details.queuePosition(),
        details.whyPending(),
        details.etaS(),
        Documents.model(result),
        Documents.read(job.request()),
        result,
        details.artifacts().stream().map(ArtifactView::of).toList(),
        ErrorView.of(job),
        job.callback() == null ? null : job.callback().url());
  }
}
