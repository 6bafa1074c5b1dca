package dev.aischeduler.db.jobrunr;

import dev.aischeduler.config.TaskType;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Hears of committed state changes made by this process. Called on the committing thread. */
@FunctionalInterface
public interface JobChangeListener {
  /**
   * These jobs changed state, or were tried to.
   *
   * @param queued lanes that have a new job to start
   * @param scheduled true when a job was given a time to start at
   */
  void changed(Collection<UUID> jobs, Set<TaskType> queued, boolean scheduled);
}
