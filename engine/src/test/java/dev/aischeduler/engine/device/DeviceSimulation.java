package dev.aischeduler.engine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Lanes that use one device, on a clock of its own: the queue's decisions, without threads. */
final class DeviceSimulation {
  private static final int LANES = 2;

  final FairQueue queue;
  final long[] busy = new long[LANES];
  final int[] slices = new int[LANES];
  final List<Integer> order = new ArrayList<>();
  long now;
  long reserved;
  private final Random random;
  private final Asker[] askers = new Asker[LANES];
  private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();

  /**
   * What a lane's one thread does: a slice, a pause, a slice.
   *
   * @param minSlice nanoseconds of its shortest slice
   * @param maxSlice of its longest one
   * @param gap nanoseconds between the end of a slice and the request for the next
   */
  record Asker(long minSlice, long maxSlice, long gap) {}

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

  /** Lets time pass until then. */
  void until(long end) {
    while (now < end) {
      arrive();
      int lane = queue.next(now);
      if (lane != FairQueue.NONE) {
        serve(lane);
      } else {
        long wake = queue.reservedUntil() == 0 ? Long.MAX_VALUE : queue.reservedUntil();
        long next = arrivals.isEmpty() ? end : arrivals.peek().at();
        long then = Math.min(end, Math.min(next, wake));
        reserved += queue.reservedUntil() == 0 ? 0 : then - now;
        now = then;
      }
    }
  }

  private void arrive() {
    while (!arrivals.isEmpty() && arrivals.peek().at() <= now) {
      Arrival arrival = arrivals.remove();
      queue.arrive(arrival.lane(), arrival.at());
    }
  }

  private void serve(int lane) {
    Asker asker = askers[lane];
    queue.start(lane);
    long length = asker == null ? 1 : asker.minSlice();
    if (asker != null && asker.maxSlice() > asker.minSlice()) {
      length += (long) (random.nextDouble() * (asker.maxSlice() - asker.minSlice()));
    }
    long end = now + length;
    // who comes meanwhile lines up at its own time
    while (!arrivals.isEmpty() && arrivals.peek().at() < end) {
      Arrival arrival = arrivals.remove();
      queue.arrive(arrival.lane(), arrival.at());
    }
    now = end;
    queue.end(length, now);
    busy[lane] += length;
    slices[lane]++;
    order.add(lane);
    if (asker != null) {
      arrivals.add(new Arrival(now + asker.gap(), lane));
      arrive();
    }
  }

  /** Percent of the busy time since these counts that the first lane had. */
  double firstPercent(long... before) {
    long first = busy[0] - before[0];
    return 100.0 * first / (first + busy[1] - before[1]);
  }
}
