package dev.aischeduler.jobs.gpu;

/**
 * A GPU that models of this process may run on.
 *
 * @param ordinal CUDA's number for it in this process, from 0
 * @param gpu what it is
 */
public record CudaDevice(int ordinal, Gpu gpu) {

  /** Its name as a device of the node, for example {@code gpu0}. */
  public String name() {
    return "gpu" + gpu.index();
  }
}
