package dev.aischeduler.web.page.workflows;

import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the steps of a workflow stand in a drawing: in layers from left to right, each step one
 * layer behind the last of those that it needs. Lengths are pixels.
 */
public record StepGraph(int width, int height, List<Box> boxes, List<Line> lines) {
  /** Width of a box. */
  public static final int BOX_WIDTH = 170;

  /** Height of a box. */
  public static final int BOX_HEIGHT = 46;

  private static final int GAP_X = 56;
  private static final int GAP_Y = 18;
  private static final int MARGIN = 4;
  private static final int LONGEST_NAME = 22;

  /** A step. */
  public record Box(WorkflowStep step, int x, int y) {
    /** Its name, cut to the box. */
    public String name() {
      String name = step.step();
      return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
  }

  /**
   * From a step to one that needs it.
   *
   * @param path of SVG
   * @param fallback whether the later is done only when the earlier failed
   */
  public record Line(String path, boolean fallback) {}

  private record Edge(String from, String to, boolean fallback) {}

  /** The drawing of a workflow whose steps stand in the order in which they are done. */
  static StepGraph of(WorkflowDefinition definition, List<WorkflowStep> steps) {
    List<Edge> edges = edges(definition, steps);
    List<List<WorkflowStep>> layers = layers(steps, edges);
    int tallest = layers.stream().mapToInt(List::size).max().orElse(0);
    Map<String, Box> boxes = new LinkedHashMap<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      List<WorkflowStep> column = new ArrayList<>(layers.get(layer));
      column.sort(Comparator.comparingDouble(step -> middle(step, edges, boxes)));
      int top = MARGIN + (tallest - column.size()) * (BOX_HEIGHT + GAP_Y) / 2;
      for (int row = 0; row < column.size(); row++) {
        int x = MARGIN + layer * (BOX_WIDTH + GAP_X);
        int y = top + row * (BOX_HEIGHT + GAP_Y);
        boxes.put(column.get(row).step(), new Box(column.get(row), x, y));
      }
    }
    return new StepGraph(
        2 * MARGIN + layers.size() * (BOX_WIDTH + GAP_X) - GAP_X,
        2 * MARGIN + tallest * (BOX_HEIGHT + GAP_Y) - GAP_Y,
        List.copyOf(boxes.values()),
        edges.stream().map(edge -> line(edge, boxes)).toList());
  }

  private static List<Edge> edges(WorkflowDefinition definition, List<WorkflowStep> steps) {
    List<Edge> edges = new ArrayList<>();
    for (WorkflowStep step : steps) {
      definition
          .step(step.step())
          .needs()
          .forEach(need -> edges.add(new Edge(need, step.step(), false)));
      String fallback = definition.step(step.step()).fallback();
      if (fallback != null) {
        edges.add(new Edge(step.step(), fallback, true));
      }
    }
    return edges;
  }

  private static List<List<WorkflowStep>> layers(List<WorkflowStep> steps, List<Edge> edges) {
    Map<String, Integer> depths = new HashMap<>();
    List<List<WorkflowStep>> layers = new ArrayList<>();
    for (WorkflowStep step : steps) {
      int depth =
          edges.stream()
              .filter(edge -> edge.to().equals(step.step()))
              .mapToInt(edge -> depths.getOrDefault(edge.from(), -1) + 1)
              .max()
              .orElse(0);
      depths.put(step.step(), depth);
      while (layers.size() <= depth) {
        layers.add(new ArrayList<>());
      }
      layers.get(depth).add(step);
    }
    return layers;
  }

  /** Average height of the steps before it, so that lines cross little. */
  private static double middle(WorkflowStep step, List<Edge> edges, Map<String, Box> boxes) {
    return edges.stream()
        .filter(edge -> edge.to().equals(step.step()))
        .map(edge -> boxes.get(edge.from()))
        .filter(Objects::nonNull)
        .mapToInt(Box::y)
        .average()
        .orElse(0);
  }

  private static Line line(Edge edge, Map<String, Box> boxes) {
    @Nullable Box from = boxes.get(edge.from());
    @Nullable Box to = boxes.get(edge.to());
    if (from == null || to == null) {
      throw new IllegalStateException("a step needs one that is not there: " + edge);
    }
    int x1 = from.x() + BOX_WIDTH;
    int y1 = from.y() + BOX_HEIGHT / 2;
    int x2 = to.x();
    int y2 = to.y() + BOX_HEIGHT / 2;
    int bend = x2 - GAP_X / 2;
    return new Line(
        String.format(
            Locale.ROOT,
            "M%d %d H%d C%d %d %d %d %d %d",
            x1,
            y1,
            x2 - GAP_X,
            bend,
            y1,
            bend,
            y2,
            x2,
            y2),
        edge.fallback());
  }
}
