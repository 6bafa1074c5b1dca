package dev.aischeduler.db.workflow;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a step of a workflow is; a row of table {@code workflow_step}.
 *
 * @param place in the order in which the steps are done, 0..
 * @param kind task type of its jobs, or what it does instead
 * @param jobs how many jobs it has in all; null while that is not known, and for steps without jobs
 * @param error why it failed, at most 1,000 characters
 * @param result of a step without jobs (JSON)
 * @param lastItem items of the run up to this number are those of earlier tries of the step
 */
public record WorkflowStep(
    UUID runId,
    String step,
    int place,
    String kind,
    StepState state,
    @Nullable Integer jobs,
    @Nullable String error,
    @Nullable String result,
    int lastItem,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  private static final int LONGEST_ERROR = 1000;

  /** A step that nothing was done for. */
  public static WorkflowStep waiting(UUID run, String step, int place, String kind) {
    return new WorkflowStep(
        run, step, place, kind, StepState.WAITING, null, null, null, 0, null, null);
  }

  /** The same, begun. */
  public WorkflowStep running(@Nullable Integer ofJobs, Instant now) {
    return new WorkflowStep(
        runId,
        step,
        place,
        kind,
        StepState.RUNNING,
        ofJobs,
        null,
        null,
        lastItem,
        startedAt == null ? now : startedAt,
        null);
  }

  /** The same, over. */
  public WorkflowStep over(
      StepState how, @Nullable String why, @Nullable String withResult, Instant now) {
    String cut =
        why == null || why.length() <= LONGEST_ERROR
            ? why
            : why.substring(0, LONGEST_ERROR - 1) + "…";
    return new WorkflowStep(
        runId, step, place, kind, how, jobs, cut, withResult, lastItem, startedAt, now);
  }
}
