package dev.aischeduler.engine.workflow;

import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.workflow.StepState;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far the steps of a run are, with their items. Confined to one thread. */
final class StepTable {
  private static final Pattern LABEL = Pattern.compile("(\\w+)(?:\\[(\\d{1,9})])?");

  private final WorkflowDefinition definition;
  private final Map<String, WorkflowStep> steps = new LinkedHashMap<>();
  private final Map<String, NavigableMap<Integer, RunItem>> items = new HashMap<>();
  private final Map<String, WorkflowStep> changed = new LinkedHashMap<>();

  /**
   * The stored state.
   *
   * @param ofRun all its items; those of earlier tries of a step are left out
   */
  StepTable(WorkflowDefinition definition, List<WorkflowStep> stored, List<RunItem> ofRun) {
    this.definition = definition;
    stored.forEach(step -> steps.put(step.step(), step));
    for (RunItem item : ofRun) {
      Matcher label = LABEL.matcher(String.valueOf(item.label()));
      WorkflowStep step = label.matches() ? steps.get(label.group(1)) : null;
      if (step != null && item.item() > step.lastItem()) {
        int index = label.group(2) == null ? 0 : Integer.parseInt(label.group(2));
        items.computeIfAbsent(step.step(), x -> new TreeMap<>()).put(index, item);
      }
    }
  }

  /** What an item of a step is called. */
  static String label(StepDefinition step, int index) {
    return step.forEach() == null ? step.name() : step.name() + "[" + index + "]";
  }

  /** How far a step is. */
  WorkflowStep of(String step) {
    return Objects.requireNonNull(steps.get(step));
  }

  /** The items of a step by index, 0... */
  NavigableMap<Integer, RunItem> items(String step) {
    return items.getOrDefault(step, new TreeMap<>());
  }

  /** Items of a step that are not over. */
  int inFlight(String step) {
    return (int)
        items(step).values().stream().filter(i -> i.state() == ItemState.SUBMITTED).count();
  }

  /** Notes how far a step is. */
  void set(WorkflowStep step) {
    steps.put(step.step(), step);
    changed.put(step.step(), step);
  }

  /** Those that were noted since the last call. */
  Collection<WorkflowStep> takeChanged() {
    List<WorkflowStep> taken = List.copyOf(changed.values());
    changed.clear();
    return taken;
  }

  /** How many are in a state. */
  long count(StepState state) {
    return steps.values().stream().filter(s -> s.state() == state).count();
  }

  /** Names of those in a state. */
  List<String> names(StepState state) {
    return steps.values().stream().filter(s -> s.state() == state).map(WorkflowStep::step).toList();
  }

  /** Whether steps that need this one may begin. */
  boolean isOver(String name) {
    StepState state = of(name).state();
    return state == StepState.SUCCEEDED
        || state == StepState.SKIPPED
        || (state == StepState.FAILED && isForgiven(name));
  }

  /** Whether the workflow goes on although a step failed. */
  private boolean isForgiven(String name) {
    StepDefinition step = definition.step(name);
    return switch (step.onFailure()) {
      case FAIL -> false;
      case CONTINUE -> true;
      case FALLBACK -> isOver(Objects.requireNonNull(step.fallback()));
    };
  }

  /** Whether nothing further may begin. */
  boolean hasFailed() {
    return steps.values().stream()
        .anyMatch(s -> s.state() == StepState.FAILED && isFatal(s.step()));
  }

  /** Whether the failure of a step is that of the workflow. */
  boolean isFatal(String name) {
    StepDefinition step = definition.step(name);
    return switch (step.onFailure()) {
      case FAIL -> true;
      case CONTINUE -> false;
      case FALLBACK -> {
        String fallback = Objects.requireNonNull(step.fallback());
        yield of(fallback).state() == StepState.FAILED && isFatal(fallback);
      }
    };
  }
}
