package dev.aischeduler.engine.device;

import java.util.concurrent.TimeUnit;

/**
 * Decides which lane gets the next slice of a device: start-time fair queueing (Goyal, Vin and
 * Cheng, SIGCOMM 1996), with the anticipation of Iyer and Druschel (SOSP 2001) for lanes that ask
 * again a moment after each slice. All times are nanoseconds of one monotonic clock; the caller
 * passes them in. Not thread-safe; nothing is allocated after construction.
 *
 * <p>Each lane has a tag: the virtual time at which its next slice starts. A slice of length
 * <i>l</i> moves it on by <i>l / weight</i>, charged when the slice ends, because its length is not
 * known before. The waiting lane with the lowest tag is next. Virtual time is the highest tag that
 * was served; a lane that comes back from a pause starts there.
 *
 * <p>Invariants.
 *
 * <ul>
 *   <li><b>One at a time</b>, but for long slices: beside one that has lasted for {@link
 *       #QUANTUM_NANOS} another lane may start as soon as it is owed more. While two overlap, each
 *       is charged half of the time. A lane never has two slices at once.
 *   <li><b>Fairness.</b> While two lanes f and m both want the device, the times that they got
 *       differ by at most {@code |W(f)/w(f) - W(m)/w(m)| <= l(f)/w(f) + l(m)/w(m)}, l being their
 *       longest slices. A lane "wants" the device while it waits, holds it, or is away for less
 *       than {@link #patience} after a slice.
 *   <li><b>No starvation.</b> A waiting lane's tag stands still while every slice of another moves
 *       that one's on, so each other lane gets at most its fair part, one slice and what it is owed
 *       before the waiting lane is served.
 *   <li><b>Work conservation.</b> A free device is kept from a waiting lane only for a lane that is
 *       owed time, has just ended a slice and usually is back within its {@link #patience}, and for
 *       no longer than that. A lane alone never waits. {@link #kept} is the price.
 *   <li><b>No saving up.</b> A lane that stayed away for {@link #BRIDGE_NANOS} has no claim to what
 *       it missed; one that was back sooner is owed at most {@link #CREDIT_NANOS} of device time,
 *       or its share for {@value #CREDIT_SLICES} slices of another lane.
 * </ul>
 */
final class FairQueue {
  /** What {@link #next} returns when no lane may start now. */
  static final int NONE = -1;

  /** How long a slice has the device for itself. */
  static final long QUANTUM_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** An absence up to this is a gap between two slices of one job, or between two jobs. */
  static final long BRIDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Device time that a lane may be behind by, whatever the slices of others. */
  static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int CREDIT_SLICES = 4;
  private static final int PATIENCE_PART = 4;
  private static final long SHORTEST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(50);

  /** Virtual time that a nanosecond costs at weight 1. */
  private static final long UNIT = 100;

  private static final int SMOOTHING = 8;

  private final Lane[] lanes;
  private long virtual;
  private int holders;
  private long accountedAt;
  private long nextCheckAt;
  private long keptSince;
  private long kept;

  /** What is known of one lane. */
  private static final class Lane {
    private int weight;
    private long tag;
    private long rest;
    private int waiting;
    private boolean running;
    private long startedAt;
    private long used;
    private boolean served;
    private long endedAt;
    private long meanSlice;
    private long meanGap;

    private Lane(int weight) {
      this.weight = weight;
    }

    /** The tag moves on exactly: what a division leaves counts in the next. */
    private void charge(long nanos) {
      long cost = nanos * UNIT + rest;
      tag += cost / weight;
      rest = cost % weight;
    }
  }

  /**
   * A queue of as many lanes as there are weights.
   *
   * @param weights 1..99 each
   */
  FairQueue(int... weights) {
    this.lanes = new Lane[weights.length];
    for (int i = 0; i < weights.length; i++) {
      lanes[i] = new Lane(weights[i]);
    }
  }

  /** The weight of a lane. */
  int weight(int lane) {
    return lanes[lane].weight;
  }

  /** Changes the weight of a lane, from the end of its present slice on. */
  void weight(int lane, int weight) {
    lanes[lane].weight = weight;
  }

  /** Requests of a lane that wait. */
  int waiting(int lane) {
    return lanes[lane].waiting;
  }

  /** One more request of a lane waits. */
  void arrive(int lane, long now) {
    Lane own = lanes[lane];
    if (own.waiting++ == 0 && !own.running) {
      back(lane, now);
    }
  }

  private void back(int lane, long now) {
    Lane own = lanes[lane];
    long gap = now - own.endedAt;
    if (!own.served || gap > BRIDGE_NANOS) {
      own.tag = later(own.tag, virtual);
    } else {
      own.tag = later(own.tag, virtual - credit(lane));
      own.meanGap += (Math.min(gap, 2 * patience(lane)) - own.meanGap) / SMOOTHING;
    }
  }

  /** Most virtual time that a lane may be behind by: what others take when it is missed. */
  private long credit(int lane) {
    long credit = CREDIT_NANOS * UNIT / lanes[lane].weight;
    for (int i = 0; i < lanes.length; i++) {
      if (i != lane) {
        credit = Math.max(credit, CREDIT_SLICES * lanes[i].meanSlice * UNIT / lanes[i].weight);
      }
    }
    return credit;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  /** A request that waits gives up. */
  void leave(int lane) {
    lanes[lane].waiting--;
  }

  /**
   * The lane that may start a slice now; {@link #NONE} while there is none, and then {@link
   * #nextCheckAt} says when there may be one.
   */
  int next(long now) {
    nextCheckAt = 0;
    int best = mostOwed();
    if (best == NONE) {
      stopKeeping(now);
      return NONE;
    }
    account(now);
    for (int i = 0; i < lanes.length; i++) {
      if (lanes[i].running) {
        nextCheckAt = Math.max(nextCheckAt, besideAt(lanes[i], lanes[best], now));
      } else if (holders == 0 && isKeptFor(i, best, now)) {
        nextCheckAt = lanes[i].endedAt + patience(i);
        keptSince = keptSince == 0 ? now : keptSince;
      }
    }
    return nextCheckAt - now > 0 ? NONE : best;
  }

  /**
   * When a lane that waits may start beside one that runs: late in its slice, and owed more. What
   * the slice has used counts, not how long it has lasted: beside others it uses only a part.
   */
  private long besideAt(Lane runs, Lane waits, long now) {
    long owedAfter = (waits.tag - runs.tag) * runs.weight / UNIT - runs.used;
    return Math.max(runs.startedAt + QUANTUM_NANOS, now + owedAfter * holders + 1);
  }

  /** The waiting lane with the lowest tag, of equal ones the first; {@link #NONE} if none waits. */
  int mostOwed() {
    int best = NONE;
    for (int i = 0; i < lanes.length; i++) {
      boolean waits = lanes[i].waiting > 0 && !lanes[i].running;
      if (waits && (best == NONE || lanes[i].tag - lanes[best].tag < 0)) {
        best = i;
      }
    }
    return best;
  }

  /** When to call {@link #next} again, after it named no lane; 0 for when something happens. */
  long nextCheckAt() {
    return nextCheckAt;
  }

  /** Whether a lane that is away is owed more than the one that waits, and about to be back. */
  private boolean isKeptFor(int lane, int waiting, long now) {
    Lane away = lanes[lane];
    long patience = patience(lane);
    return away.served
        && away.waiting == 0
        && away.tag - lanes[waiting].tag < 0
        && away.meanGap < patience
        && now - away.endedAt < patience;
  }

  /**
   * How long the device is kept for a lane after a slice, in nanoseconds: its own mean slice, or a
   * quarter of what another would take instead.
   */
  long patience(int lane) {
    long patience = lanes[lane].meanSlice;
    for (Lane other : lanes) {
      patience = Math.max(patience, other.meanSlice / PATIENCE_PART);
    }
    return Math.max(SHORTEST_PATIENCE, Math.min(LONGEST_PATIENCE, patience));
  }

  /** How long the device was kept free for lanes that were owed time, in nanoseconds. */
  long kept() {
    return kept;
  }

  /** A waiting request of a lane gets the device. */
  void start(int lane, long now) {
    account(now);
    stopKeeping(now);
    Lane own = lanes[lane];
    own.waiting--;
    own.running = true;
    own.startedAt = now;
    own.used = 0;
    holders++;
    virtual = later(virtual, own.tag);
  }

  /** The device is used, or nobody waits for it any more. */
  private void stopKeeping(long now) {
    kept += keptSince == 0 ? 0 : now - keptSince;
    keptSince = 0;
  }

  /** Divides the time since the last call between the slices that ran. */
  private void account(long now) {
    if (holders > 0) {
      long part = (now - accountedAt) / holders;
      for (Lane lane : lanes) {
        lane.used += lane.running ? part : 0;
      }
    }
    accountedAt = now;
  }

  /**
   * The slice of a lane ends.
   *
   * @return the device time that it is charged
   */
  long end(int lane, long now) {
    account(now);
    Lane own = lanes[lane];
    own.running = false;
    holders--;
    own.charge(own.used);
    own.endedAt = now;
    own.meanSlice += (own.used - own.meanSlice) / (own.served ? SMOOTHING : 1);
    own.served = true;
    if (holders == 0 && mostOwed() == NONE) {
      virtual = later(virtual, own.tag);
    }
    return own.used;
  }
}
