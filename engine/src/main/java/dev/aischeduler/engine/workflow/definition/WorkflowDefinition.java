package dev.aischeduler.engine.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.engine.workflow.template.Template;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A workflow: steps that need one another, without cycles.
 *
 * @param steps by name, in their order
 * @param order of the steps such that each stands behind those that it needs
 * @param replaced for each fallback the step in whose place it is done
 * @param outputs what the workflow is asked for, by name
 * @param tree the document
 */
public record WorkflowDefinition(
    String name,
    @Nullable String description,
    Map<String, InputDefinition> inputs,
    Map<String, StepDefinition> steps,
    List<String> order,
    Map<String, String> replaced,
    Map<String, Template> outputs,
    JsonNode tree) {

  /** The step of this name. */
  public StepDefinition step(String step) {
    StepDefinition found = steps.get(step);
    if (found == null) {
      throw new IllegalArgumentException("no step " + step);
    }
    return found;
  }

  /** A step, its fallback, and all steps that need one of these, directly or not. */
  public Set<String> affectedBy(String step) {
    Set<String> affected = new LinkedHashSet<>();
    Deque<String> todo = new ArrayDeque<>(List.of(step));
    while (!todo.isEmpty()) {
      String next = todo.poll();
      if (affected.add(next)) {
        String fallback = step(next).fallback();
        if (fallback != null) {
          todo.add(fallback);
        }
        steps.values().stream()
            .filter(other -> other.needs().contains(next))
            .map(StepDefinition::name)
            .forEach(todo::add);
      }
    }
    return affected;
  }

  /** The step in whose place this one is done; null when it is no fallback. */
  public @Nullable StepDefinition replacedBy(String fallback) {
    String step = replaced.get(fallback);
    return step == null ? null : step(step);
  }
}
