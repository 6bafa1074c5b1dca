package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.system.SystemJob;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One system job.
 *
 * @param progress 0..1
 * @param note what it does or did
 * @param error of the last try that failed
 * @param node that ran it last
 * @param runAt when it is tried again
 */
public record SystemJobView(
    UUID id,
    String kind,
    String state,
    double progress,
    String note,
    int attempt,
    @Nullable String error,
    @Nullable String node,
    Instant createdAt,
    @Nullable Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** The view of a system job. */
  public static SystemJobView of(SystemJob job) {
    return new SystemJobView(
        job.id(),
        job.kind(),
        job.state().wireName(),
        job.progress(),
        job.note(),
        job.attempt(),
        job.error(),
        job.node(),
        job.createdAt(),
        job.runAt(),
        job.startedAt(),
        job.finishedAt());
  }
}
