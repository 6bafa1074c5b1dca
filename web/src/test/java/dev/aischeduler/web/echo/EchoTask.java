package dev.aischeduler.web.echo;

import dev.aischeduler.config.LaneOption;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.jobs.task.TaskModule;
import java.util.List;

/** The task type {@code echo}: says again what it is told. It has no models. */
public final class EchoTask implements TaskModule {
  static final TaskType TYPE = new TaskType("echo");

  @Override
  public TaskTypeSpec spec() {
    return new TaskTypeSpec(
        TYPE,
        "Echo",
        "cpu",
        new TaskTypeSpec.LaneDefaults(4, 2, 60),
        "",
        0,
        List.of(new LaneOption("max_times", 5, 1, 100, "Most repetitions.")));
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint("say", true, false);
  }

  @Override
  public Served open(Parts parts) {
    return new Served(new EchoHandler(parts.settings().lanes().of(TYPE).option("max_times")));
  }
}
