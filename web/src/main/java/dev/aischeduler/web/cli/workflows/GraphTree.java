package dev.aischeduler.web.cli.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph as an indented tree: a step stands below the last of those that it needs, and names the
 * others. For one thread.
 */
final class GraphTree {
  private static final Map<String, String> SIGNS =
      Map.of(
          "succeeded",
          "✓",
          "failed",
          "✗",
          "running",
          "▶",
          "skipped",
          "–",
          "cancelled",
          "–",
          "waiting",
          "·");

  private final Map<String, JsonNode> nodes = new LinkedHashMap<>();
  private final Map<String, List<String>> below = new HashMap<>();
  private final Map<String, List<String>> needs = new HashMap<>();
  private final Set<String> fallbacks = new HashSet<>();
  private final String title;

  GraphTree(JsonNode graph) {
    this.title = Columns.text(graph, "name") + " (" + Columns.text(graph, "status") + ")";
    graph.path("nodes").forEach(node -> nodes.put(Columns.text(node, "step"), node));
    for (JsonNode edge : graph.path("edges")) {
      String to = Columns.text(edge, "to");
      needs.computeIfAbsent(to, x -> new ArrayList<>()).add(Columns.text(edge, "from"));
      if (edge.path("fallback").asBoolean()) {
        fallbacks.add(to);
      }
    }
    List<String> order = new ArrayList<>(nodes.keySet());
    needs.forEach(
        (step, of) -> {
          of.sort((a, b) -> Integer.compare(order.indexOf(a), order.indexOf(b)));
          below.computeIfAbsent(of.get(of.size() - 1), x -> new ArrayList<>()).add(step);
        });
    below
        .values()
        .forEach(list -> list.sort((a, b) -> Integer.compare(order.indexOf(a), order.indexOf(b))));
  }

  /** The tree, a line for each step. */
  String text() {
    StringBuilder text = new StringBuilder(title);
    List<String> roots = nodes.keySet().stream().filter(step -> !needs.containsKey(step)).toList();
    // a stack of its own: a thousand steps in a row are a tree as deep
    List<Line> stack = new ArrayList<>();
    push(stack, roots, "");
    while (!stack.isEmpty()) {
      Line line = stack.remove(stack.size() - 1);
      text.append('\n').append(line.prefix()).append(line.last() ? "└─ " : "├─ ");
      text.append(label(line.step()));
      String deeper = line.prefix() + (line.last() ? "   " : "│  ");
      push(stack, below.getOrDefault(line.step(), List.of()), deeper);
    }
    return text.toString();
  }

  private record Line(String step, String prefix, boolean last) {}

  private static void push(List<Line> stack, List<String> steps, String prefix) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      stack.add(new Line(steps.get(i), prefix, i == steps.size() - 1));
    }
  }

  private String label(String step) {
    JsonNode node = nodes.get(step);
    String state = node == null ? "-" : Columns.text(node, "state");
    String kind = node == null ? "-" : Columns.text(node, "kind");
    List<String> others = needs.getOrDefault(step, List.of());
    String more =
        others.size() < 2
            ? ""
            : ", needs " + String.join(", ", others.subList(0, others.size() - 1)) + " too";
    String fallback = fallbacks.contains(step) ? ", on failure" : "";
    return SIGNS.getOrDefault(state, "?")
        + " "
        + step
        + " ("
        + kind
        + ", "
        + state
        + fallback
        + more
        + ")";
  }
}
