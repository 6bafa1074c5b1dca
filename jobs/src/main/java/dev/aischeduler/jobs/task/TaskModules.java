package dev.aischeduler.jobs.task;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypes;
import dev.aischeduler.config.loading.ResolvedSettings;
import dev.aischeduler.config.loading.SettingProblem;
import dev.aischeduler.config.loading.SettingsException;
import dev.aischeduler.engine.workflow.step.StepAction;
import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.model.ModelLayouts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task types that a process runs, in the order in which people see them.
 *
 * @param all one for each type
 */
public record TaskModules(List<TaskModule> all) {
  /** Copies the list. */
  public TaskModules {
    all = List.copyOf(all);
  }

  /** These and one more behind them. */
  public TaskModules and(TaskModule further) {
    List<TaskModule> more = new ArrayList<>(all);
    more.add(further);
    return new TaskModules(more);
  }

  /** What settings, queue and views must know of them. */
  public TaskTypes types() {
    return new TaskTypes(all.stream().map(TaskModule::spec).toList());
  }

  /** Kinds of steps of workflows that are no jobs. */
  public List<StepAction> stepActions() {
    return all.stream().flatMap(module -> module.stepActions().stream()).toList();
  }

  /** Which files the models of each type consist of. */
  public ModelLayouts layouts() {
    Map<TaskType, ModelLayout> layouts = new LinkedHashMap<>();
    for (TaskModule module : all) {
      ModelLayout layout = module.layout();
      if (layout != null) {
        layouts.put(module.type(), layout);
      }
    }
    return new ModelLayouts(layouts);
  }

  /**
   * Checks what only they understand of the settings.
   *
   * @throws SettingsException with every problem found
   */
  public void check(ResolvedSettings settings) {
    List<SettingProblem> problems =
        all.stream().flatMap(module -> module.problems(settings).stream()).toList();
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException for a type that is not among them
   */
  public TaskModule of(TaskType type) {
    return all.stream()
        .filter(module -> module.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no task type " + type + " is registered"));
  }
}
