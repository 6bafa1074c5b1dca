package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.workflow.definition.DefinitionProblem;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import java.util.List;

/**
 * What a check of a definition found.
 *
 * @param steps names in the order in which they would be done; empty if it is not valid
 */
public record WorkflowCheckView(boolean valid, List<String> steps, List<Item> problems) {

  /**
   * One problem.
   *
   * @param line where, 1..; 0 when the definition was not sent as a text
   * @param column where in the line
   */
  public record Item(int line, int column, String field, String message) {}

  /** Of one that can be started. */
  public static WorkflowCheckView valid(WorkflowDefinition definition) {
    return new WorkflowCheckView(true, definition.order(), List.of());
  }

  /** Of one that cannot. */
  public static WorkflowCheckView invalid(List<DefinitionProblem> problems) {
    return new WorkflowCheckView(
        false,
        List.of(),
        problems.stream().map(p -> new Item(p.line(), p.column(), p.path(), p.message())).toList());
  }

  /** Of one that cannot be started with these inputs. */
  public static WorkflowCheckView invalidInput(String field, String message) {
    return new WorkflowCheckView(false, List.of(), List.of(new Item(0, 0, field, message)));
  }
}
