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
 *   <li><b>Fairness.</b> While two lanes f and m both want the device, the times that they got
 *       differ by at most {@code |W(f)/w(f) - W(m)/w(m)| <= l(f)/w(f) + l(m)/w(m)}, l being their
 *       longest slices. A lane "wants" the device while it waits, holds it, or is away for less
 *       than {@link #patience} after a slice.
 *   <li><b>No starvation.</b> A waiting lane's tag stands still while every slice of another moves
 *       that one's on, so each other lane gets at most its fair part, one slice and {@link
 *       #CREDIT_NANOS} before the waiting lane is served.
 *   <li><b>Work conservation.</b> A free device is kept from a waiting lane only for a lane that is
 *       owed time, has just ended a slice and usually is back within its {@link #patience}, and for
 *       no longer than that. A lane alone never waits.
 *   <li><b>No saving up.</b> A lane that stayed away for {@link #BRIDGE_NANOS} has no claim to what
 *       it missed; one that was back sooner is owed at most {@link #CREDIT_NANOS} of device time.
 * </ul>
 */
final class FairQueue {
  /** What {@link #next} returns when no lane may start now. */
  static final int NONE = -1;

  /** An absence up to this is a gap between two slices of one job, or between two jobs. */
  static final long BRIDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Most device time that a lane may be behind by. */
  static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long SHORTEST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(50);

  /** Virtual time that a nanosecond costs at weight 1. */
  private static final long UNIT = 100;

  private static final int SMOOTHING = 8;

  private final Lane[] lanes;
  private long virtual;
  private int running = NONE;
  private long reservedUntil;

  /** What is known of one lane. */
  private static final class Lane {
    private int weight;
    private long tag;
    private long rest;
    private int waiting;
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
    if (own.waiting++ == 0 && running != lane) {
      back(own, now);
    }
  }

  private void back(Lane own, long now) {
    long gap = now - own.endedAt;
    if (!own.served || gap > BRIDGE_NANOS) {
      own.tag = later(own.tag, virtual);
    } else {
      own.tag = later(own.tag, virtual - CREDIT_NANOS * UNIT / own.weight);
      own.meanGap += (Math.min(gap, 2 * patience(own)) - own.meanGap) / SMOOTHING;
    }
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  /** A request that waits gives up. */
  void leave(int lane) {
    lanes[lane].waiting--;
  }

  /**
   * The lane that may start a slice now; {@link #NONE} while the device is held, nobody waits, or
   * the device is {@linkplain #reservedUntil reserved}.
   */
  int next(long now) {
    reservedUntil = 0;
    int best = running == NONE ? mostOwed() : NONE;
    if (best != NONE) {
      for (Lane away : lanes) {
        if (away.waiting == 0 && away.tag - lanes[best].tag < 0 && isExpected(away, now)) {
          reservedUntil = away.endedAt + patience(away);
          return NONE;
        }
      }
    }
    return best;
  }

  /** The waiting lane with the lowest tag, of equal ones the first; {@link #NONE} if none waits. */
  int mostOwed() {
    int best = NONE;
    for (int i = 0; i < lanes.length; i++) {
      if (lanes[i].waiting > 0 && (best == NONE || lanes[i].tag - lanes[best].tag < 0)) {
        best = i;
      }
    }
    return best;
  }

  /** When to call {@link #next} again, after it kept the device for a lane; 0 if it did not. */
  long reservedUntil() {
    return reservedUntil;
  }

  private static boolean isExpected(Lane away, long now) {
    long patience = patience(away);
    return away.served && away.meanGap < patience && now - away.endedAt < patience;
  }

  /** How long the device waits for a lane after its slice: as long as such a slice takes. */
  private static long patience(Lane lane) {
    return Math.max(SHORTEST_PATIENCE, Math.min(LONGEST_PATIENCE, lane.meanSlice));
  }

  /** How long the device waits for this lane after a slice, in nanoseconds. */
  long patience(int lane) {
    return patience(lanes[lane]);
  }

  /** A waiting request of a lane gets the device. */
  void start(int lane) {
    lanes[lane].waiting--;
    running = lane;
    virtual = later(virtual, lanes[lane].tag);
  }

  /**
   * The device is given back.
   *
   * @param length how long the slice took
   */
  void end(long length, long now) {
    Lane own = lanes[running];
    running = NONE;
    own.charge(length);
    own.endedAt = now;
    own.meanSlice += (length - own.meanSlice) / (own.served ? SMOOTHING : 1);
    own.served = true;
    if (mostOwed() == NONE) {
      virtual = later(virtual, own.tag);
    }
  }
}
