package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Periodic eviction: frees models without a job after their keep-alive and those beyond a budget
 * that has shrunk, loads pinned models that had no room before, and records last uses. To be run
 * every few seconds. Thread-safe.
 */
public final class IdleEvictor implements Runnable {
  private final ModelCache cache;
  private final CachedModels models;
  private final Duration keepAlive;

  /**
   * Evicts from a cache.
   *
   * @param keepAlive how long a model without a job stays; zero for as long as its memory is not
   *     needed
   */
  public IdleEvictor(ModelCache cache, Duration keepAlive) {
    this.cache = cache;
    this.models = cache.models();
    this.keepAlive = keepAlive;
  }

  @Override
  public void run() {
    List<EvictedModel> freed = new ArrayList<>();
    if (!keepAlive.isZero()) {
      freed.addAll(
          models.evict(
              r ->
                  r.footprint().evictable()
                      && !r.idleSince().plus(keepAlive).isAfter(models.clock().instant()),
              "no job for " + keepAlive.toSeconds() + " s"));
    }
    for (ModelDevice device : models.devices()) {
      for (TaskType lane : device.budgets().lanes()) {
        freed.addAll(models.evictSurplus(lane, device));
      }
    }
    freed.forEach(EvictedModel::close);
    models
        .where(r -> r.loaded() && !r.idleSince().equals(r.stat().lastUsedAt()))
        .forEach(r -> r.note(stat -> stat.with(stat.pinned(), r.idleSince())));
    models
        .where(r -> r.model().pinned() && r.failure() instanceof NoRoomException)
        .forEach(r -> cache.start(r.model().all()));
  }
}
