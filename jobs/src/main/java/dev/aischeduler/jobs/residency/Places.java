package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import java.util.List;
import java.util.function.Function;

/**
 * Where this node keeps models.
 *
 * @param all every device that may hold one
 * @param chooser where the next model of a lane is to be loaded
 * @param settler told when a model of a lane settles there; what it returns runs when it leaves
 */
public record Places(
    List<Place> all, Function<TaskType, Place> chooser, Function<TaskType, Runnable> settler) {

  /** Where the next model of a lane is to be loaded. */
  Place next(TaskType lane) {
    return chooser.apply(lane);
  }
}
