package dev.aischeduler.web.api.view;

import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The graph of a workflow.
 *
 * @param nodes its steps, each behind those that it needs
 * @param edges from a step to each that needs it
 */
public record WorkflowGraphView(
    UUID runId, String name, String status, List<Node> nodes, List<Edge> edges) {

  /** A step. */
  public record Node(String step, String kind, String state) {}

  /**
   * A dependence.
   *
   * @param fallback whether the later step is done only when the earlier failed
   */
  public record Edge(String from, String to, boolean fallback) {}

  /** The view of a workflow. */
  public static WorkflowGraphView of(Workflows.View view) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (WorkflowStep step : view.steps()) {
      nodes.add(new Node(step.step(), step.kind(), step.state().wireName()));
      StepDefinition definition = view.definition().step(step.step());
      definition.needs().forEach(need -> edges.add(new Edge(need, step.step(), false)));
      String fallback = definition.fallback();
      if (fallback != null) {
        edges.add(new Edge(step.step(), fallback, true));
      }
    }
    return new WorkflowGraphView(
        view.run().id(), view.run().name(), view.run().status().wireName(), nodes, edges);
  }
}
