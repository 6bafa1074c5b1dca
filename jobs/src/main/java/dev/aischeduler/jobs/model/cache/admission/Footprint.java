package dev.aischeduler.jobs.model.cache.admission;

import dev.aischeduler.config.TaskType;

/**
 * A model that holds memory of a device, as admission sees it.
 *
 * @param model its name
 * @param bytes memory that it holds, or will when it is loaded
 * @param pinned never to be evicted
 * @param busy in use by a job, or being loaded
 * @param lastUse order of last uses; the smallest is the least recent
 */
public record Footprint(
    String model, TaskType lane, long bytes, boolean pinned, boolean busy, long lastUse) {

  public boolean evictable() {
    return !pinned && !busy;
  }

  /** Will be evictable when its jobs end. */
  boolean evictableLater() {
    return !pinned && busy;
  }
}
