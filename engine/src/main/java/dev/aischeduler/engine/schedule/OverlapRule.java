package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.FireReason;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.LockedSchedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Decides under the lock of a schedule what becomes of fire times that are to be started. */
final class OverlapRule {
  /** What the node that decides starts itself; the loop of any node starts the rest. */
  private static final int AT_ONCE = 20;

  private static final String BUSY = "an earlier start has not ended (overlap: ";

  private final LockedSchedule locked;
  private final Overlap overlap;
  private final String node;
  private final Instant now;
  private final List<Instant> starting = new ArrayList<>();
  private int taken;
  private boolean busy;
  private boolean buffered;

  /**
   * A rule.
   *
   * @param node that decides; it starts the first few itself
   */
  OverlapRule(LockedSchedule locked, Overlap overlap, String node, Instant now) {
    this.node = node;
    this.locked = locked;
    this.overlap = overlap;
    this.now = now;
    for (ScheduleRun run : locked.open()) {
      buffered |= run.state() == FireState.BUFFERED;
      busy |= run.state() != FireState.BUFFERED;
      if (run.state() == FireState.STARTING) {
        starting.add(run.fireTime());
      }
    }
  }

  /** Decides about a fire time and stores its row. */
  ScheduleRun decide(Instant fireTime, FireReason reason) {
    ScheduleRun row = row(fireTime, reason);
    locked.insert(List.of(row));
    return row;
  }

  private ScheduleRun starting(Instant fireTime, FireReason reason) {
    busy = true;
    starting.add(fireTime);
    ScheduleRun row =
        ScheduleRun.decided(
            locked.schedule().id(), fireTime, reason, FireState.STARTING, null, now);
    taken++;
    return taken <= AT_ONCE ? row.takenBy(node) : row;
  }

  private ScheduleRun row(Instant fireTime, FireReason reason) {
    UUID id = locked.schedule().id();
    boolean free = !busy && !buffered;
    if (free || overlap == Overlap.ALLOW) {
      return starting(fireTime, reason);
    }
    if (overlap == Overlap.CANCEL_OTHER) {
      // those that are stored already are cancelled by whoever starts this one
      starting.forEach(
          other -> locked.change(other, FireState.CANCELLED, "a later one was started", now));
      starting.clear();
      return starting(fireTime, reason);
    }
    if (overlap == Overlap.BUFFER_ONE && !buffered) {
      buffered = true;
      return ScheduleRun.decided(id, fireTime, reason, FireState.BUFFERED, null, now);
    }
    String policy = overlap == Overlap.SKIP ? "skip)" : "buffer_one, and one waits already)";
    return ScheduleRun.decided(id, fireTime, reason, FireState.SKIPPED, BUSY + policy, now);
  }
}
