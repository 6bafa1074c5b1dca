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
    UUID id, String name, String status, List<Node> nodes, List<Edge> edges) {

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

  /** The graph as text of Mermaid, which many pages draw. Names are ASCII letters and digits. */
  public String mermaid() {
    StringBuilder text = new StringBuilder("graph TD\n");
    for (Node node : nodes) {
      text.append("  s_").append(node.step()).append("[\"").append(node.step()).append("<br/>");
      text.append(node.kind()).append(" · ").append(node.state()).append("\"]:::");
      text.append(node.state()).append('\n');
    }
    for (Edge edge : edges) {
      text.append("  s_")
          .append(edge.from())
          .append(edge.fallback() ? " -. on failure .-> " : " --> ");
      text.append("s_").append(edge.to()).append('\n');
    }
    text.append("  classDef succeeded fill:#d5f5d5\n  classDef failed fill:#f5d5d5\n");
    text.append("  classDef running fill:#d5e5f5\n  classDef skipped fill:#eeeeee\n");
    return text.append("  classDef cancelled fill:#eeeeee\n").toString();
  }
}
