package dev.aischeduler.web.page.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.engine.workflow.definition.DefinitionReader;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where steps stand in the drawing of a workflow. */
final class StepGraphTest {
  private static final UUID RUN = UUID.randomUUID();

  private static StepGraph graph(String yaml) {
    WorkflowDefinition definition =
        new DefinitionReader((step, inputs, problems) -> {}).read("name: drawn\nsteps:\n" + yaml);
    List<WorkflowStep> steps =
        IntStream.range(0, definition.order().size())
            .mapToObj(i -> WorkflowStep.waiting(RUN, definition.order().get(i), i, "llm"))
            .toList();
    return StepGraph.of(definition, steps);
  }

  private static StepGraph.Box box(StepGraph graph, String step) {
    return graph.boxes().stream()
        .filter(box -> box.step().step().equals(step))
        .findFirst()
        .orElseThrow();
  }

  private static String step(String name, String needs) {
    return "  " + name + ": {task: llm, request: {prompt: hi}" + needs + "}\n";
  }

  @Test
  void a_step_stands_one_layer_behind_the_last_of_those_that_it_needs() {
    StepGraph graph =
        graph(
            step("a", "")
                + step("b", ", needs: [a]")
                + step("c", "")
                + step("d", ", needs: [b, c]"));
    assertThat(box(graph, "a").x()).isEqualTo(box(graph, "c").x());
    assertThat(box(graph, "b").x()).isGreaterThan(box(graph, "a").x() + StepGraph.BOX_WIDTH);
    assertThat(box(graph, "d").x()).isGreaterThan(box(graph, "b").x() + StepGraph.BOX_WIDTH);
    assertThat(graph.lines()).hasSize(3).noneMatch(StepGraph.Line::fallback);
  }

  @Test
  void a_fallback_stands_behind_its_step_and_its_line_says_so() {
    StepGraph graph = graph(step("a", ", on_failure: plan_b") + step("plan_b", ""));
    assertThat(box(graph, "plan_b").x()).isGreaterThan(box(graph, "a").x());
    assertThat(graph.lines())
        .singleElement()
        .satisfies(line -> assertThat(line.fallback()).isTrue());
  }

  @Test
  void lines_run_from_the_side_of_a_box_to_the_side_of_the_next() {
    StepGraph graph = graph(step("a", "") + step("b", ", needs: [a]"));
    StepGraph.Box a = box(graph, "a");
    StepGraph.Box b = box(graph, "b");
    int middle = StepGraph.BOX_HEIGHT / 2;
    assertThat(graph.lines().get(0).path())
        .startsWith("M" + (a.x() + StepGraph.BOX_WIDTH) + " " + (a.y() + middle) + " ")
        .endsWith(" " + b.x() + " " + (b.y() + middle));
  }

  @Test
  void no_box_covers_another_or_leaves_the_drawing_however_many_there_are() {
    StringBuilder yaml = new StringBuilder();
    for (int layer = 0; layer < 10; layer++) {
      for (int row = 0; row < 1 + 3 * layer % 11; row++) {
        String needs = layer == 0 ? "" : ", needs: [s" + (layer - 1) + "_0]";
        yaml.append(step("s" + layer + "_" + row, needs));
      }
    }
    StepGraph graph = graph(yaml.toString());
    Set<List<Integer>> places =
        graph.boxes().stream().map(box -> List.of(box.x(), box.y())).collect(Collectors.toSet());
    assertThat(places).hasSize(graph.boxes().size());
    Set<Integer> columns = new HashSet<>();
    for (StepGraph.Box box : graph.boxes()) {
      columns.add(box.x());
      assertThat(box.x()).isBetween(0, graph.width() - StepGraph.BOX_WIDTH);
      assertThat(box.y()).isBetween(0, graph.height() - StepGraph.BOX_HEIGHT);
      for (StepGraph.Box other : graph.boxes()) {
        if (!other.equals(box) && other.x() == box.x()) {
          assertThat(Math.abs(other.y() - box.y())).isGreaterThanOrEqualTo(StepGraph.BOX_HEIGHT);
        }
      }
    }
    assertThat(columns).hasSize(10);
  }

  @Test
  void a_long_name_is_cut_to_its_box() {
    StepGraph graph = graph(step("a", "") + step("a_name_of_more_than_twenty_two", ""));
    assertThat(box(graph, "a").name()).isEqualTo("a");
    assertThat(box(graph, "a_name_of_more_than_twenty_two").name())
        .isEqualTo("a_name_of_more_than_t…");
  }
}
