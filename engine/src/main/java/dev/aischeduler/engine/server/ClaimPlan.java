package dev.aischeduler.engine.server;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.queue.Claim;
import dev.aischeduler.engine.lane.LaneRates;
import dev.aischeduler.engine.lane.Slots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which lanes of a job server claim how many jobs. Used by the server's thread.
 *
 * <p>Invariants: slots are reserved before jobs are claimed, so that no claimed job lacks its slot
 * but those of {@link Prefetch}; while the node has a slot for every free slot of its lanes, each
 * lane fills its own; when node slots are scarce they go to the lane of the node whose first job
 * has the smallest sort_key, whichever server it belongs to.
 */
final class ClaimPlan {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimPlan.class);

  private final Supplier<List<TaskType>> startable;
  private final Slots slots;
  private final LaneRates rates;
  private final LanesToScan lanesToScan;
  private final ClaimedJobs claimed;
  private final Prefetch prefetch;
  private final LaneQueue waiting;

  /**
   * A claim that is planned.
   *
   * @param reserved slots taken for it
   * @param rated starts taken of the lane's rate
   */
  record Planned(Claim claim, int reserved, int rated) {}

  /**
   * @param startable lanes whose jobs may start on this node now, the server's own and those of the
   *     other servers
   */
  ClaimPlan(
      Supplier<List<TaskType>> startable,
      Slots slots,
      LaneRates rates,
      LanesToScan lanesToScan,
      ClaimedJobs claimed,
      Prefetch prefetch,
      LaneQueue waiting) {
    this.startable = startable;
    this.slots = slots;
    this.rates = rates;
    this.lanesToScan = lanesToScan;
    this.claimed = claimed;
    this.prefetch = prefetch;
    this.waiting = waiting;
  }

  /**
   * Claims to make now, their slots reserved; {@link #cancel} those that are not made.
   *
   * @param mine lanes of this server to plan for
   */
  List<Planned> make(List<TaskType> mine) {
    int free = slots.freeOnNode();
    List<TaskType> open =
        startable.get().stream()
            .filter(lane -> lanesToScan.isToScan(lane) && rates.isOpen(lane))
            .toList();
    int wanted = open.stream().mapToInt(slots::freeInLane).sum();
    List<Planned> plan = new ArrayList<>();
    try {
      if (wanted <= free) {
        for (TaskType lane : open.stream().filter(mine::contains).toList()) {
          plan(lane, slots.freeInLane(lane), ahead(lane)).ifPresent(plan::add);
        }
      } else if (free > 0) {
        first(open, mine).flatMap(lane -> scarce(lane, mine)).ifPresent(plan::add);
      } else {
        slots.reportShortage();
      }
      return plan;
    } catch (RuntimeException | Error e) {
      plan.forEach(this::cancel);
      throw e;
    }
  }

  /** Jobs of the lane to claim beyond its free slots, which wait for one. */
  private int ahead(TaskType lane) {
    int waits = claimed.waiting(lane);
    int most = prefetch.allowance(lane, slots.max(lane));
    if (lanesToScan.mayHaveBefore(lane, claimed.firstSortKey(lane))) {
      return Math.max(slots.max(lane), most - waits);
    }
    // half of them first, so that a claim is worth its commit
    return waits > most / 2 ? 0 : most - waits;
  }

  private Optional<TaskType> first(List<TaskType> startable, List<TaskType> mine) {
    record Head(TaskType lane, long sortKey) {}
    List<Head> heads = new ArrayList<>();
    for (TaskType lane : startable) {
      if (slots.freeInLane(lane) > 0) {
        waiting.headSortKey(lane).ifPresent(key -> heads.add(new Head(lane, key)));
      }
    }
    slots.reportShortage();
    if (heads.isEmpty()) {
      startable.stream()
          .filter(mine::contains)
          .filter(lane -> slots.freeInLane(lane) > 0)
          .forEach(
              lane -> {
                lanesToScan.beginScan(lane);
                lanesToScan.endScan(lane, false);
              });
    }
    return heads.stream().min(Comparator.comparingLong(Head::sortKey)).map(Head::lane);
  }

  /** The next scarce slot is this lane's: its server is woken, if the lane is not one of ours. */
  private Optional<Planned> scarce(TaskType lane, List<TaskType> mine) {
    if (mine.contains(lane)) {
      return plan(lane, 1, 0);
    }
    lanesToScan.wake(lane);
    return Optional.empty();
  }

  private Optional<Planned> plan(TaskType lane, int free, int ahead) {
    int reserved = slots.reserve(lane, free);
    int limit = reserved + ahead;
    if (limit == 0) {
      return Optional.empty();
    }
    int rated = 0;
    try {
      rated = rates.permits(lane, limit);
    } finally {
      if (rated == 0) {
        slots.release(lane, reserved);
      }
    }
    if (rated == 0) {
      return Optional.empty();
    }
    lanesToScan.beginScan(lane);
    return Optional.of(
        new Planned(new Claim(lane, rated, slots.clusterMax(lane)), reserved, rated));
  }

  /** A claim that was made got so many jobs, and used so many of its slots. */
  void made(Planned planned, int used, int jobs, boolean heldBack) {
    Claim claim = planned.claim();
    slots.release(claim.lane(), planned.reserved() - used);
    rates.giveBack(claim.lane(), planned.rated() - jobs);
    lanesToScan.endScan(claim.lane(), jobs == claim.limit() || heldBack);
    if (jobs < claim.limit() && slots.takeShortage()) {
      lanesToScan.wakeAll();
    }
  }

  /** A claim that was planned is not made, as far as this node knows. */
  void cancel(Planned planned) {
    Claim claim = planned.claim();
    slots.release(claim.lane(), planned.reserved());
    lanesToScan.cancelScan(claim.lane());
    rates.giveBack(claim.lane(), planned.rated());
    LOG.debug("claim of lane {} not made", claim.lane().wireName());
  }
}
