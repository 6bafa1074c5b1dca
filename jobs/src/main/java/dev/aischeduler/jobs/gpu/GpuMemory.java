package dev.aischeduler.jobs.gpu;

import dev.aischeduler.engine.device.DeviceMemory;
import dev.aischeduler.engine.device.MemoryUse;
import java.util.Optional;

/**
 * The memory of one GPU. The memory of this process is the growth since monitoring started: the
 * driver names processes by numbers that mean nothing in a container. Thread-safe.
 */
public final class GpuMemory implements DeviceMemory {
  private final Gpus gpus;
  private final int index;
  private final long before;
  private volatile MemoryUse last;

  /**
   * Starts monitoring, before this process uses the GPU.
   *
   * @param gpu as it is now
   */
  public GpuMemory(Gpus gpus, Gpu gpu) {
    this.gpus = gpus;
    this.index = gpu.index();
    this.before = gpu.memoryUsed();
    this.last = new MemoryUse(gpu.memoryTotal(), gpu.memoryUsed(), 0);
  }

  /** The memory now; as it was last when the driver does not answer. */
  @Override
  public MemoryUse use() {
    Optional<Gpu> now = gpus.read(index);
    now.ifPresent(
        gpu ->
            last =
                new MemoryUse(
                    gpu.memoryTotal(), gpu.memoryUsed(), Math.max(0, gpu.memoryUsed() - before)));
    return last;
  }
}
