package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow with its steps.
 *
 * @param inputs values that it was started with
 * @param steps in the order in which they are done
 */
public record WorkflowView(
    UUID runId,
    String name,
    String tenant,
    String status,
    @Nullable String note,
    @Nullable String error,
    int jobs,
    int jobsInFlight,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    JsonNode inputs,
    List<Step> steps) {

  /**
   * A step.
   *
   * @param kind task type of its jobs, or what it does instead
   * @param needs steps that must be over before it
   * @param jobs how many it has in all; null while that is not known
   */
  public record Step(
      String name,
      String kind,
      String state,
      List<String> needs,
      @Nullable Integer jobs,
      @Nullable String error,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {

    static Step of(WorkflowStep step, StepDefinition definition) {
      return new Step(
          step.step(),
          step.kind(),
          step.state().wireName(),
          definition.needs().stream().sorted().toList(),
          step.jobs(),
          step.error(),
          step.startedAt(),
          step.finishedAt());
    }
  }

  /** The view of a workflow. */
  public static WorkflowView of(Workflows.View view, Workflows workflows) {
    Run run = view.run();
    return new WorkflowView(
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
        run.finishedAt(),
        workflows.inputs(run),
        view.steps().stream()
            .map(step -> Step.of(step, view.definition().step(step.step())))
            .toList());
  }
}
