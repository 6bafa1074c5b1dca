package dev.aischeduler.jobs.residency;

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
record Occupant(
    String model, TaskType lane, long bytes, boolean pinned, boolean busy, long lastUse) {

  boolean evictable() {
    return !pinned && !busy;
  }

  /** Will be evictable when its jobs end. */
  boolean evictableLater() {
    return !pinned && busy;
  }
}
