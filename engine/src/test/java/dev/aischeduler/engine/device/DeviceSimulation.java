package dev.aischeduler.engine.device;

import java.util.PriorityQueue;
import java.util.Random;

/** Lanes that use one device, on a clock of its own: the queue's decisions, without threads. */
final class DeviceSimulation {
  private static final int LANES = 2;

  final FairQueue queue;
  final long[] busy = new long[LANES];
  final int[] slices = new int[LANES];
  long now;
  long reserved;
  long both;
  private final Random random;
  private final long[] length = new long[LANES];
  private final long[] left = new long[LANES];
  private final Asker[] askers = new Asker[LANES];
  private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();

  /**
   * What a lane's one thread does: a slice, a pause, a slice.
   *
   * @param minSlice nanoseconds of its shortest slice
   * @param maxSlice of its longest one
   * @param gap nanoseconds between the end of a slice and the request for the next
   * @param oneIn of so many gaps is a long one, at random
   * @param longGap nanoseconds of that
   */
  record Asker(long minSlice, long maxSlice, long gap, int oneIn, long longGap) {
    Asker(long minSlice, long maxSlice, long gap) {
      this(minSlice, maxSlice, gap, Integer.MAX_VALUE, gap);
    }
  }

  private record Arrival(long at, int lane) implements Comparable<Arrival> {
    @Override
    public int compareTo(Arrival other) {
      return Long.compare(at, other.at);
    }
  }

  DeviceSimulation(long seed, int firstWeight, int secondWeight) {
    this.random = new Random(seed);
    this.queue = new FairQueue(firstWeight, secondWeight);
  }

  /** From this time on the lane asks for slices. */
  DeviceSimulation ask(int lane, Asker asker, long from) {
    askers[lane] = asker;
    arrivals.add(new Arrival(from, lane));
    return this;
  }

  /** Asks no more after the slice under way. */
  void stop(int lane) {
    askers[lane] = null;
    arrivals.removeIf(arrival -> arrival.lane() == lane);
  }

  /** Lets time pass until then. Two slices at once take twice as long each. */
  void until(long end) {
    while (now < end) {
      arrive();
      int lane = queue.next(now);
      if (lane != FairQueue.NONE) {
        start(lane);
      } else {
        pass(Math.min(end, nextEvent(end)));
      }
    }
  }

  private void arrive() {
    while (!arrivals.isEmpty() && arrivals.peek().at() <= now) {
      Arrival arrival = arrivals.remove();
      queue.arrive(arrival.lane(), arrival.at());
    }
  }

  private void start(int lane) {
    Asker asker = askers[lane];
    queue.start(lane, now);
    length[lane] = asker == null ? 2 : asker.minSlice();
    if (asker != null && asker.maxSlice() > asker.minSlice()) {
      length[lane] += (long) (random.nextDouble() * (asker.maxSlice() - asker.minSlice()));
    }
    left[lane] = length[lane];
  }

  private long nextEvent(long otherwise) {
    long next = arrivals.isEmpty() ? otherwise : arrivals.peek().at();
    next = queue.nextCheckAt() == 0 ? next : Math.min(next, queue.nextCheckAt());
    for (long each : left) {
      next = each > 0 ? Math.min(next, now + each * running()) : next;
    }
    return next;
  }

  private long running() {
    long count = 0;
    for (long each : left) {
      count += each > 0 ? 1 : 0;
    }
    return count;
  }

  private void pass(long then) {
    long running = running();
    reserved += running == 0 && queue.nextCheckAt() != 0 ? then - now : 0;
    both += running > 1 ? then - now : 0;
    long part = running == 0 ? 0 : (then - now) / running;
    now = then;
    for (int lane = 0; lane < LANES; lane++) {
      if (left[lane] > 0) {
        // what is left after an event in between may be a nanosecond that cannot be halved
        left[lane] = left[lane] - part <= 1 ? 0 : left[lane] - part;
        if (left[lane] == 0) {
          end(lane);
        }
      }
    }
  }

  private void end(int lane) {
    busy[lane] += queue.end(lane, now);
    slices[lane]++;
    Asker asker = askers[lane];
    if (asker != null) {
      boolean stumbles = random.nextInt(asker.oneIn()) == 0;
      arrivals.add(new Arrival(now + (stumbles ? asker.longGap() : asker.gap()), lane));
    }
  }

  /** Device time that a lane got, with what it has of the slice under way. */
  long got(int lane) {
    return busy[lane] + (left[lane] > 0 ? length[lane] - left[lane] : 0);
  }

  /** Percent of the busy time since these counts that the first lane had. */
  double firstPercent(long... before) {
    long first = busy[0] - before[0];
    return 100.0 * first / (first + busy[1] - before[1]);
  }
}
