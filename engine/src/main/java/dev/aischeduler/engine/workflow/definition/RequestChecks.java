package dev.aischeduler.engine.workflow.definition;

import java.util.Map;

/** Checks what a step is told, as far as it is known before the run. */
@FunctionalInterface
public interface RequestChecks {
  /** Notes what is wrong with the request of a step, or that nobody knows its kind. */
  void check(StepDefinition step, Map<String, InputDefinition> inputs, Problems problems);
}
