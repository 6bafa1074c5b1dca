package dev.aischeduler.engine.workflow.definition;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.engine.workflow.template.Template;
import dev.aischeduler.engine.workflow.template.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks how steps refer to one another: unknown names, cycles, types. For one thread. */
final class GraphChecks {
  private final Map<String, InputDefinition> inputs;
  private final Map<String, StepDefinition> steps;
  private final Map<String, Template> outputs;
  private final Problems problems;
  private final Map<String, String> replaced = new HashMap<>();

  GraphChecks(
      Map<String, InputDefinition> inputs,
      Map<String, StepDefinition> steps,
      Map<String, Template> outputs,
      Problems problems) {
    this.inputs = inputs;
    this.steps = steps;
    this.outputs = outputs;
    this.problems = problems;
  }

  /** The steps in an order in which each stands behind those that it needs; notes problems. */
  List<String> order() {
    steps.values().forEach(this::fallback);
    steps.values().forEach(this::references);
    outputs.forEach(
        (name, template) -> {
          for (Template.Value value : template.values()) {
            Set<String> names = value.names();
            names.remove("inputs");
            names.forEach(step -> known(step, value.path(), ""));
            inputs(value);
          }
        });
    return problems.none() ? sorted() : List.of();
  }

  /** For each fallback the step in whose place it is done; known once the order is. */
  Map<String, String> replaced() {
    return replaced;
  }

  private static String path(StepDefinition step) {
    return "steps." + step.name();
  }

  private void fallback(StepDefinition step) {
    String fallback = step.fallback();
    if (fallback == null) {
      return;
    }
    String path = path(step) + ".on_failure";
    StepDefinition other = steps.get(fallback);
    if (other == null) {
      List<String> words = new ArrayList<>(steps.keySet());
      words.addAll(List.of("fail", "continue"));
      problems.add(
          path,
          "must be fail, continue or another step, but is '"
              + fallback
              + "'"
              + Suggestion.phrase(fallback, words));
    } else if (fallback.equals(step.name())) {
      problems.add(path, "names the step itself; name another");
    } else if (replaced.put(fallback, step.name()) != null) {
      problems.add(path, "'" + fallback + "' is the fallback of another step already");
    }
  }

  private void references(StepDefinition step) {
    Set<String> told = new TreeSet<>();
    for (Template template : templates(step)) {
      for (Template.Value value : template.values()) {
        use(value, step, template);
        for (String need : value.names()) {
          if (step.needs().contains(need)) {
            known(need, value.path(), step.name());
            told.add(need);
          }
        }
      }
    }
    for (String need : step.needs()) {
      String path = path(step) + ".needs";
      if (!told.contains(need)) {
        known(need, path, step.name());
      }
      String stands = replaced.get(need);
      if (stands != null) {
        problems.add(
            path, "'" + need + "' is done only in place of '" + stands + "'; need that instead");
      }
    }
    Template forEach = step.forEach();
    if (forEach != null && !forEach.type(this::type).mayBe(ValueType.LIST)) {
      problems.add(
          path(step) + ".for_each",
          "must be a list, but is a " + forEach.type(this::type).wireName());
    }
  }

  private static List<Template> templates(StepDefinition step) {
    List<Template> templates = new ArrayList<>();
    templates.add(
        step.work() instanceof StepDefinition.JobWork job
            ? job.request()
            : ((StepDefinition.ActionWork) step.work()).settings());
    if (step.when() != null) {
      templates.add(step.when());
    }
    if (step.forEach() != null) {
      templates.add(step.forEach());
    }
    return templates;
  }

  private void use(Template.Value value, StepDefinition step, Template template) {
    inputs(value);
    boolean ofItem = value.names().contains("item") || value.names().contains("index");
    if (ofItem && step.forEach() == null) {
      problems.add(value.path(), "item and index are known only in a step with for_each");
    } else if (ofItem && (template == step.forEach() || template == step.when())) {
      problems.add(value.path(), "is computed once for all; it cannot use item or index");
    }
  }

  private void inputs(Template.Value value) {
    for (String name : value.members("inputs")) {
      if (!inputs.containsKey(name)) {
        problems.add(
            value.path(),
            "unknown input '"
                + name
                + "'"
                + Suggestion.phrase(name, inputs.keySet())
                + "; declare it under inputs");
      }
    }
  }

  private ValueType type(String input) {
    InputDefinition known = inputs.get(input);
    return known == null ? ValueType.ANY : known.type();
  }

  private void known(String name, String path, String self) {
    if (name.equals(self)) {
      problems.add(path, "the step needs itself");
    } else if (!steps.containsKey(name)) {
      problems.add(path, "unknown step '" + name + "'" + Suggestion.phrase(name, steps.keySet()));
    }
  }

  /** Takes steps whose needs are taken until none is left; a fallback comes behind its step. */
  private List<String> sorted() {
    Map<String, Integer> open = new LinkedHashMap<>();
    Map<String, List<String>> dependents = new HashMap<>();
    for (StepDefinition step : steps.values()) {
      Set<String> before = new TreeSet<>(step.needs());
      String stands = replaced.get(step.name());
      if (stands != null) {
        before.add(stands);
      }
      open.put(step.name(), before.size());
      before.forEach(
          need -> dependents.computeIfAbsent(need, x -> new ArrayList<>()).add(step.name()));
    }
    Deque<String> ready = new ArrayDeque<>();
    open.forEach((step, needs) -> addIf(needs == 0, step, ready));
    List<String> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      String step = ready.poll();
      order.add(step);
      for (String next : dependents.getOrDefault(step, List.of())) {
        addIf(open.merge(next, -1, Integer::sum) == 0, next, ready);
      }
    }
    if (order.size() < steps.size()) {
      cycle(new TreeSet<>(order));
    }
    return order;
  }

  private static void addIf(boolean condition, String step, Deque<String> ready) {
    if (condition) {
      ready.add(step);
    }
  }

  /** Follows needs from a step that was not taken until one comes again. */
  private void cycle(Set<String> taken) {
    String at =
        steps.keySet().stream().filter(name -> !taken.contains(name)).findFirst().orElseThrow();
    List<String> way = new ArrayList<>();
    while (!way.contains(at)) {
      way.add(at);
      StepDefinition step = steps.get(at);
      String stands = replaced.get(at);
      at =
          step.needs().stream()
              .filter(need -> !taken.contains(need))
              .findFirst()
              .orElse(String.valueOf(stands));
    }
    List<String> circle = new ArrayList<>(way.subList(way.indexOf(at), way.size()));
    circle.add(at);
    problems.add(
        "steps." + circle.get(0) + ".needs",
        "the steps need one another in a circle: " + String.join(" needs ", circle));
  }
}
