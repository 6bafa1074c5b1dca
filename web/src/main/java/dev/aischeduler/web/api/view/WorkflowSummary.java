package dev.aischeduler.web.api.view;

import dev.aischeduler.db.run.Run;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow in a list.
 *
 * @param note what it does now
 * @param error why it failed
 * @param jobs how many jobs it has submitted so far
 * @param jobsInFlight those of them that are not over
 */
public record WorkflowSummary(
    UUID id,
    String name,
    String tenant,
    String status,
    @Nullable String note,
    @Nullable String error,
    int jobs,
    int jobsInFlight,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** The view of a run. */
  public static WorkflowSummary of(Run run) {
    return new WorkflowSummary(
        run.id(),
        run.name(),
        run.tenant(),
        run.status().wireName(),
        run.note(),
        run.error(),
        run.counts().items(),
        run.counts().inFlight(),
        run.createdAt(),
        run.startedAt(),
        run.finishedAt());
  }
}
