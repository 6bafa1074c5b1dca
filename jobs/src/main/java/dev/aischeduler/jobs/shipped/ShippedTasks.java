package dev.aischeduler.jobs.shipped;

import dev.aischeduler.config.TaskTypes;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.jobs.tts.TtsTask;
import java.util.List;

/** Registers the task types of the product: a further one is a line here. */
public final class ShippedTasks {
  private ShippedTasks() {}

  /** The task types, in the order in which people see them. */
  public static TaskModules modules() {
    return new TaskModules(List.of(new LlmTask(), new TtsTask(), new ImageTask()));
  }

  /** What settings, queue and views must know of them. */
  public static TaskTypes types() {
    return modules().types();
  }
}
