package dev.aischeduler.web.api.view;

import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.workflow.StepState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow in a list.
 *
 * @param note what it does now
 * @param error why it failed
 * @param jobs how many jobs it has submitted so far
 * @param jobsInFlight those of them that are not over
 * @param steps how many are in each state; none before it begins
 */
public record WorkflowSummary(
    UUID runId,
    String name,
    String tenant,
    String status,
    @Nullable String note,
    @Nullable String error,
    int jobs,
    int jobsInFlight,
    Map<String, Integer> steps,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /**
   * The view of a run.
   *
   * @param counted states that some of its steps are in
   */
  public static WorkflowSummary of(Run run, Map<StepState, Integer> counted) {
    Map<String, Integer> steps = new LinkedHashMap<>();
    for (StepState state : StepState.values()) {
      steps.put(state.wireName(), counted.getOrDefault(state, 0));
    }
    return new WorkflowSummary(
        run.id(),
        run.name(),
        run.tenant(),
        run.status().wireName(),
        run.note(),
        run.error(),
        run.counts().items(),
        run.counts().inFlight(),
        steps,
        run.createdAt(),
        run.startedAt(),
        run.finishedAt());
  }
}
