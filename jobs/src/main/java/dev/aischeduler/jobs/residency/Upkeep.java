package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Periodic eviction: frees models without a job after their keep-alive and those beyond a budget
 * that has shrunk, tries again pinned models that had no room, and writes down last uses. To be run
 * every few seconds. Thread-safe.
 */
public final class Upkeep implements Runnable {
  private final Residency residency;
  private final Residents residents;
  private final Duration keepAlive;

  /**
   * The upkeep of a residency.
   *
   * @param keepAlive how long a model without a job stays; zero for as long as its place is not
   *     needed
   */
  public Upkeep(Residency residency, Duration keepAlive) {
    this.residency = residency;
    this.residents = residency.residents();
    this.keepAlive = keepAlive;
  }

  @Override
  public void run() {
    List<Freed> freed = new ArrayList<>();
    if (!keepAlive.isZero()) {
      freed.addAll(
          residents.evict(
              r ->
                  r.occupant().evictable()
                      && !r.idleSince().plus(keepAlive).isAfter(residents.clock().instant()),
              "no job for " + keepAlive.toSeconds() + " s"));
    }
    for (Place place : residents.places()) {
      for (TaskType lane : place.budgets().lanes()) {
        freed.addAll(residents.evictSurplus(lane, place));
      }
    }
    freed.forEach(Freed::close);
    residents
        .where(r -> r.loaded() && !r.idleSince().equals(r.stat().lastUsedAt()))
        .forEach(r -> r.note(stat -> stat.with(stat.pinned(), r.idleSince())));
    residents
        .where(r -> r.model().pinned() && r.failure() instanceof NoRoomException)
        .forEach(r -> residency.start(r.model().all()));
  }
}
