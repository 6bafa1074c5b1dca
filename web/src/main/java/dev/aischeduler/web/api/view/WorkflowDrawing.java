package dev.aischeduler.web.api.view;

import java.util.Map;

/** Graphs of workflows as texts that other programs draw. Names of steps are ASCII. Stateless. */
public final class WorkflowDrawing {
  /** Waiting steps have none. */
  private static final Map<String, String> COLOURS =
      Map.of(
          "succeeded", "#d5f5d5",
          "failed", "#f5d5d5",
          "running", "#d5e5f5",
          "skipped", "#eeeeee",
          "cancelled", "#eeeeee");

  private WorkflowDrawing() {}

  /** For Mermaid, which many pages draw. */
  public static String mermaid(WorkflowGraphView graph) {
    StringBuilder text = new StringBuilder("graph TD\n");
    for (WorkflowGraphView.Node node : graph.nodes()) {
      text.append("  s_").append(node.step()).append("[\"").append(node.step()).append("<br/>");
      text.append(node.kind()).append(" · ").append(node.state()).append("\"]:::");
      text.append(node.state()).append('\n');
    }
    for (WorkflowGraphView.Edge edge : graph.edges()) {
      text.append("  s_")
          .append(edge.from())
          .append(edge.fallback() ? " -. on failure .-> " : " --> ");
      text.append("s_").append(edge.to()).append('\n');
    }
    COLOURS.keySet().stream()
        .sorted()
        .forEach(
            state ->
                text.append("  classDef ")
                    .append(state)
                    .append(" fill:")
                    .append(COLOURS.get(state))
                    .append('\n'));
    return text.toString();
  }

  /** For Graphviz. */
  public static String dot(WorkflowGraphView graph) {
    StringBuilder text = new StringBuilder("digraph workflow {\n");
    text.append("  label=\"").append(quoted(graph.name())).append(" (").append(graph.status());
    text.append(")\";\n  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\"];\n");
    for (WorkflowGraphView.Node node : graph.nodes()) {
      text.append("  \"").append(node.step()).append("\" [label=\"").append(node.step());
      text.append("\\n").append(node.kind()).append(" · ").append(node.state()).append('"');
      String colour = COLOURS.get(node.state());
      text.append(colour == null ? "" : ", fillcolor=\"" + colour + "\"").append("];\n");
    }
    for (WorkflowGraphView.Edge edge : graph.edges()) {
      text.append("  \"").append(edge.from()).append("\" -> \"").append(edge.to()).append('"');
      text.append(edge.fallback() ? " [style=dashed, label=\"on failure\"];\n" : ";\n");
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
