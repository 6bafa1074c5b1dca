package dev.aischeduler.web.api.view;

import dev.aischeduler.db.job.Job;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in one line of a list.
 *
 * @param excerpt the beginning of the prompt or text
 */
public record TaskSummary(
    UUID taskId,
    String type,
    String status,
    int priority,
    double progress,
    @Nullable String progressNote,
    int attempt,
    int maxAttempts,
    String tenant,
    List<String> tags,
    @Nullable String node,
    Instant createdAt,
    @Nullable Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String model,
    String excerpt,
    @Nullable ErrorView error) {

  /** The summary of a job. */
  public static TaskSummary of(Job job) {
    return new TaskSummary(
        job.id(),
        job.type().wireName(),
        job.status().wireName(),
        job.priority(),
        job.progress(),
        job.progressNote(),
        job.attempt(),
        job.maxAttempts(),
        job.tenant(),
        job.tags(),
        job.node(),
        job.createdAt(),
        job.runAt(),
        job.startedAt(),
        job.finishedAt(),
        Documents.model(Documents.read(job.result())),
        Documents.excerpt(Documents.read(job.request())),
        ErrorView.of(job));
  }
}
