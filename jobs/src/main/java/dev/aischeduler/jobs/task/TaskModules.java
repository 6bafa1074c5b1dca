package dev.aischeduler.jobs.task;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypes;
import java.util.ArrayList;
import java.util.List;

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
