package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A device whose time the lanes share by weight: the next slice goes to the lane that {@link
 * FairQueue} names and in it to the most urgent of its {@link WaitQueue}. Thread-safe.
 *
 * <p>Invariants: at most one thread of a lane holds the device; it is handed over, so no thread
 * overtakes the one whose turn it is; taking and giving back allocates nothing, because a waiting
 * thread parks on a place that is used again and a lane's slice is the same object each time.
 */
final class DeviceShare implements NodeDevice {
  private final DeviceSpec spec;
  private final ReentrantLock lock = new ReentrantLock();
  private final FairQueue queue;
  private final DeviceLanes lanes;
  private final WaitQueue[] queues;
  private final BusyTime busy;
  private final Slice[] slices;
  private final @Nullable Thread[] holders;

  /**
   * A free device.
   *
   * @param weights of the lanes that run on devices, 1..100 each
   */
  DeviceShare(DeviceSpec spec, Map<TaskType, Integer> weights) {
    this.spec = spec;
    this.lanes = new DeviceLanes(List.copyOf(weights.keySet()));
    this.queue = new FairQueue(weights.values().stream().mapToInt(Integer::intValue).toArray());
    this.queues = new WaitQueue[lanes.size()];
    this.busy = new BusyTime(lanes.size(), System.nanoTime());
    this.slices = new Slice[lanes.size()];
    this.holders = new Thread[lanes.size()];
    for (int i = 0; i < queues.length; i++) {
      int lane = i;
      queues[i] = new WaitQueue();
      slices[i] = () -> giveBack(lane);
    }
  }

  @Override
  public DeviceSpec spec() {
    return spec;
  }

  @Override
  public Slice slice(TaskType lane, int priority) throws InterruptedException {
    int index = lanes.index(lane);
    WaitQueue.Place place = enqueue(index, priority);
    while (!isMine(index, place)) {
      park(place);
    }
    return slices[index];
  }

  private WaitQueue.Place enqueue(int lane, int priority) {
    Thread thread = Thread.currentThread();
    lock.lock();
    try {
      if (holds(thread)) {
        throw new IllegalStateException(
            "thread " + thread.getName() + " holds " + name() + " already; close that slice first");
      }
      long now = System.nanoTime();
      queue.arrive(lane, now);
      return queues[lane].add(thread, priority, now);
    } finally {
      lock.unlock();
    }
  }

  private boolean holds(Thread thread) {
    for (Thread holder : holders) {
      if (holder == thread) {
        return true;
      }
    }
    return false;
  }

  /** True when the calling thread's turn has come. */
  private boolean isMine(int lane, WaitQueue.Place place) throws InterruptedException {
    lock.lock();
    try {
      long now = System.nanoTime();
      place.wakeAt(0);
      handOver(now);
      if (place.granted()) {
        queues[lane].recycle(place);
        return true;
      }
      if (Thread.interrupted()) {
        giveUp(lane, place, now);
        throw new InterruptedException("interrupted while waiting for device " + name());
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(int lane, WaitQueue.Place place, long now) {
    queues[lane].remove(place);
    queues[lane].recycle(place);
    queue.leave(lane);
    handOver(now);
  }

  private void park(WaitQueue.Place place) {
    long wakeAt = place.wakeAt();
    if (wakeAt == 0) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, wakeAt - System.nanoTime());
    }
  }

  /** Gives the device to whose turn it is, and sets when the next one checks again. */
  private void handOver(long now) {
    for (int lane = queue.next(now); lane != FairQueue.NONE; lane = queue.next(now)) {
      WaitQueue.Place place = queues[lane].first();
      queues[lane].remove(place);
      queue.start(lane, now);
      holders[lane] = place.thread();
      place.grant();
      wake(place);
    }
    if (queue.nextCheckAt() != 0) {
      WaitQueue.Place place = queues[queue.mostOwed()].first();
      if (place.wakeAt() == 0) {
        place.wakeAt(queue.nextCheckAt());
        wake(place);
      }
    }
  }

  private static void wake(WaitQueue.Place place) {
    if (place.thread() != Thread.currentThread()) {
      LockSupport.unpark(place.thread());
    }
  }

  private void giveBack(int lane) {
    lock.lock();
    try {
      if (holders[lane] == Thread.currentThread()) {
        long now = System.nanoTime();
        holders[lane] = null;
        busy.add(lane, queue.end(lane, now), now);
        handOver(now);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void weight(TaskType lane, int weight) {
    lock.lock();
    try {
      queue.weight(lanes.index(lane), weight);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public DeviceUse use() {
    lock.lock();
    try {
      long now = System.nanoTime();
      List<DeviceUse.Lane> uses = new ArrayList<>();
      for (int i = 0; i < queues.length; i++) {
        uses.add(
            new DeviceUse.Lane(
                lanes.get(i),
                queue.weight(i),
                busy.total(i),
                busy.recent(i, now),
                busy.slices(i),
                busy.longest(i),
                queue.waiting(i)));
      }
      return new DeviceUse(name(), kind(), true, queue.kept(), uses);
    } finally {
      lock.unlock();
    }
  }
}
