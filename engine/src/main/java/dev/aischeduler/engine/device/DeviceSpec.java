package dev.aischeduler.engine.device;

/**
 * A device that this node has.
 *
 * @param name unique on this node: {@code cpu}, {@code gpu0}
 * @param ordinal number of a GPU as CUDA counts in this process, from 0; 0 for the CPU
 */
public record DeviceSpec(String name, Device.Kind kind, int ordinal) {

  /** The CPU, which stands in where there is no GPU. */
  public static DeviceSpec cpu() {
    return new DeviceSpec("cpu", Device.Kind.CPU, 0);
  }

  /** The GPU with this number. */
  public static DeviceSpec gpu(int ordinal) {
    return new DeviceSpec("gpu" + ordinal, Device.Kind.GPU, ordinal);
  }
}
