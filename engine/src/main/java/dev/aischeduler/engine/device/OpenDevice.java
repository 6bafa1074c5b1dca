package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** A device that makes nobody wait: every step runs at once. Thread-safe. */
final class OpenDevice implements NodeDevice {
  private final DeviceSpec spec;
  private final AtomicIntegerArray weights;
  private final ReentrantLock lock = new ReentrantLock();
  private final DeviceLanes lanes;
  private final BusyTime busy;

  /**
   * @param weights of the lanes that run on devices; only shown, not enforced
   */
  OpenDevice(DeviceSpec spec, Map<TaskType, Integer> weights) {
    this.spec = spec;
    this.lanes = new DeviceLanes(List.copyOf(weights.keySet()));
    this.weights =
        new AtomicIntegerArray(weights.values().stream().mapToInt(Integer::intValue).toArray());
    this.busy = new BusyTime(lanes.size(), System.nanoTime());
  }

  @Override
  public DeviceSpec spec() {
    return spec;
  }

  @Override
  public Slice slice(TaskType lane, int priority) {
    int index = lanes.index(lane);
    long since = System.nanoTime();
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        count(index, since);
      }
    };
  }

  private void count(int lane, long since) {
    lock.lock();
    try {
      long now = System.nanoTime();
      busy.add(lane, now - since, now);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void weight(TaskType lane, int weight) {
    weights.set(lanes.index(lane), weight);
  }

  @Override
  public DeviceUse use() {
    lock.lock();
    try {
      long now = System.nanoTime();
      return new DeviceUse(
          name(),
          kind(),
          false,
          0,
          IntStream.range(0, lanes.size())
              .mapToObj(
                  i ->
                      new DeviceUse.Lane(
                          lanes.get(i),
                          weights.get(i),
                          busy.total(i),
                          busy.recent(i, now),
                          busy.slices(i),
                          busy.longest(i),
                          0))
              .toList());
    } finally {
      lock.unlock();
    }
  }
}
