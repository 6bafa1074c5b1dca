package dev.aischeduler.jobs.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** A driver with any number of GPUs, some of which do not answer. */
final class FakeNvml implements Nvml {
  static final long GIB = 1L << 30;

  private final int count;
  private final TreeSet<Integer> lost = new TreeSet<>();
  private final Map<Integer, Long> taken = new HashMap<>();

  FakeNvml(int count) {
    this.count = count;
  }

  /** A GPU that this driver describes so. */
  static Gpu gpuOf(int index) {
    return new Gpu(
        index,
        String.format(Locale.ROOT, "GPU-%08x-0000", index + 0xa0),
        "Fake H100",
        80 * GIB,
        (index + 1) * GIB,
        10 * index,
        "9.0");
  }

  /** Its first GPUs. */
  static List<Gpu> gpusOf(int count) {
    List<Gpu> gpus = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      gpus.add(gpuOf(index));
    }
    return gpus;
  }

  /** What a healthy driver reports. */
  static GpuReport report(int count) {
    return Gpus.open(() -> new FakeNvml(count)).read();
  }

  /** One GPU falls off the bus. */
  FakeNvml lose(int index) {
    lost.add(index);
    return this;
  }

  /** A process takes memory. */
  FakeNvml load(int index, long bytes) {
    taken.merge(index, bytes, Long::sum);
    return this;
  }

  @Override
  public String driver() {
    return "550.54.15";
  }

  @Override
  public int cuda() {
    return 12040;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Gpu gpu(int index) throws NvmlException {
    if (lost.contains(index)) {
      throw new NvmlException("GPU is lost (NVML 15)");
    }
    Gpu idle = gpuOf(index);
    return new Gpu(
        index,
        idle.uuid(),
        idle.name(),
        idle.memoryTotal(),
        idle.memoryUsed() + taken.getOrDefault(index, 0L),
        idle.utilisation(),
        idle.computeCapability());
  }

  @Override
  public void close() {}
}
