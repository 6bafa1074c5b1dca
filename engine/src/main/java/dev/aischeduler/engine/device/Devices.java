package dev.aischeduler.engine.device;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** All devices of this node, and what was placed on which. Thread-safe. */
public final class Devices {
  private final List<NodeDevice> all;
  private final ReentrantLock lock = new ReentrantLock();
  private final int[][] placed;

  private Devices(List<NodeDevice> all) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a node needs at least one device; give it the CPU");
    }
    this.all = all;
    this.placed = new int[all.size()][NodeDevice.LANES.size()];
  }

  /**
   * Devices whose time is divided as {@code resources} says.
   *
   * @param specs at least one
   */
  public static Devices of(Settings settings, List<DeviceSpec> specs) {
    Settings.GpuAllocation start = settings.resources().gpuAllocation();
    int[] weights =
        NodeDevice.LANES.stream()
            .mapToInt(
                lane -> lane == TaskType.LLM ? start.llmPercentage() : start.imagePercentage())
            .toArray();
    boolean shared = settings.resources().deviceShare();
    List<NodeDevice> all = new ArrayList<>();
    for (DeviceSpec spec : specs) {
      all.add(shared ? new DeviceShare(spec, weights) : new OpenDevice(spec, weights));
    }
    return new Devices(List.copyOf(all));
  }

  /**
   * Devices on which every step runs at once.
   *
   * @param specs at least one
   */
  public static Devices unshared(List<DeviceSpec> specs) {
    int[] even = NodeDevice.LANES.stream().mapToInt(lane -> 50).toArray();
    return new Devices(
        specs.stream().map(spec -> (NodeDevice) new OpenDevice(spec, even.clone())).toList());
  }

  /** Every device; never empty. */
  public List<Device> all() {
    return List.copyOf(all);
  }

  /** How the time of each device was divided so far. */
  public List<DeviceUse> use() {
    return all.stream().map(NodeDevice::use).toList();
  }

  /**
   * Changes the shares on all devices, from the next slices on.
   *
   * @param weights of lanes that run on devices, 1..99 each
   */
  public void weights(Map<TaskType, Integer> weights) {
    all.forEach(device -> weights.forEach(device::weight));
  }

  /** The device with the most free share for one more job, or one more model, of a lane. */
  public Device freest(TaskType lane) {
    lock.lock();
    try {
      return all.get(freest(NodeDevice.index(lane)));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts a job or a model of a lane on the device with the most free share for it.
   *
   * @return the place, to be closed when it is done
   */
  public Placement place(TaskType lane) {
    int index = NodeDevice.index(lane);
    lock.lock();
    try {
      int device = freest(index);
      placed[device][index]++;
      return new Placement(all.get(device), () -> free(device, index));
    } finally {
      lock.unlock();
    }
  }

  private void free(int device, int lane) {
    lock.lock();
    try {
      placed[device][lane]--;
    } finally {
      lock.unlock();
    }
  }

  /** Of devices that are equally free, the one that has been busy for the shortest time. */
  private int freest(int lane) {
    List<DeviceUse> uses = use();
    Comparator<Integer> byShare =
        Comparator.comparingDouble(device -> -freeShare(uses.get(device), placed[device], lane));
    Comparator<Integer> byBusy = Comparator.comparingLong(device -> busy(uses.get(device)));
    Integer best = 0;
    for (Integer device = 1; device < all.size(); device++) {
      best = byShare.thenComparing(byBusy).compare(device, best) < 0 ? device : best;
    }
    return best;
  }

  /** What one more of a lane would get: its lane's part, divided among the lane's own. */
  private static double freeShare(DeviceUse use, int[] placed, int lane) {
    int weights = 0;
    for (int i = 0; i < placed.length; i++) {
      weights += placed[i] > 0 || i == lane ? use.lanes().get(i).weight() : 0;
    }
    return (double) use.lanes().get(lane).weight() / weights / (placed[lane] + 1);
  }

  private static long busy(DeviceUse use) {
    return use.lanes().stream().mapToLong(DeviceUse.Lane::busyNanos).sum();
  }
}
