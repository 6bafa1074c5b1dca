package dev.aischeduler.jobs.gpu;

import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceMemory;
import dev.aischeduler.engine.device.DeviceSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The GPUs of this node, and which of them its models run on. Thread-safe.
 *
 * @param watch reads the driver
 * @param choice made once, at the start
 */
public record NodeGpus(Gpus watch, DeviceChoice choice) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeGpus.class);

  /**
   * Finds and chooses; loads CUDA when there is a GPU to use.
   *
   * @param wanted the setting {@code resources.devices}
   * @param visible the variable {@code CUDA_VISIBLE_DEVICES}; null when it is not set
   */
  public static NodeGpus find(
      String wanted, @Nullable String visible, Nvml.Source nvml, CudaSupport cuda) {
    Gpus watch = Gpus.open(nvml);
    DeviceChoice choice = DeviceChoice.choose(wanted, watch.read(), visible, cuda);
    if (choice.problems().isEmpty()) {
      LOG.info("devices: {}", choice.note());
    } else {
      LOG.warn("devices: {}", choice.note());
    }
    return new NodeGpus(watch, choice);
  }

  /** The devices of the gpu lanes: each GPU that is used, else the CPU. */
  public List<DeviceSpec> devices() {
    if (choice.gpus().isEmpty()) {
      return List.of(DeviceSpec.cpu());
    }
    return choice.gpus().stream()
        .map(gpu -> new DeviceSpec(gpu.name(), Device.Kind.GPU, gpu.ordinal()))
        .toList();
  }

  /**
   * The memory of a device that is one of these GPUs; begins to watch it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public DeviceMemory memory(Device device) {
    return choice.gpus().stream()
        .filter(gpu -> gpu.name().equals(device.name()))
        .findFirst()
        .map(gpu -> new GpuMemory(watch, gpu.gpu()))
        .orElseThrow(
            () -> new IllegalArgumentException("device " + device.name() + " is no GPU in use"));
  }

  @Override
  public void close() {
    watch.close();
  }
}
