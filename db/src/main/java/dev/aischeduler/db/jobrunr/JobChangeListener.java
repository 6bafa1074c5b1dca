package dev.aischeduler.db.jobrunr;

import java.util.Collection;
import java.util.UUID;

/** Hears of committed state changes made by this process. Called on the committing thread. */
@FunctionalInterface
public interface JobChangeListener {
  /**
   * These jobs changed state, or were tried to.
   *
   * @param startable true when one of them may start now or later (queued, scheduled)
   */
  void changed(Collection<UUID> jobs, boolean startable);
}
