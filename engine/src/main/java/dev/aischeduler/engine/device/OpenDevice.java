package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** A device that makes nobody wait: every step runs at once. Thread-safe. */
final class OpenDevice implements NodeDevice {
  private final DeviceSpec spec;
  private final AtomicIntegerArray weights;
  private final ReentrantLock lock = new ReentrantLock();
  private final BusyTime busy = new BusyTime(LANES.size(), System.nanoTime());

  /**
   * A device.
   *
   * @param weights of {@link NodeDevice#LANES}; only told, not kept
   */
  OpenDevice(DeviceSpec spec, int... weights) {
    this.spec = spec;
    this.weights = new AtomicIntegerArray(weights);
  }

  @Override
  public DeviceSpec spec() {
    return spec;
  }

  @Override
  public Slice slice(TaskType lane, int priority) {
    int index = NodeDevice.index(lane);
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
    weights.set(NodeDevice.index(lane), weight);
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
          IntStream.range(0, LANES.size())
              .mapToObj(
                  i ->
                      new DeviceUse.Lane(
                          LANES.get(i),
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
