package dev.aischeduler.jobs.gpu;

/**
 * NVIDIA's management library, which comes with the driver, as far as it is needed. It does not
 * need CUDA. Thread-safe until it is closed.
 */
public interface Nvml extends AutoCloseable {

  /** Version of the driver, for example {@code 550.54.15}. */
  String driver() throws NvmlException;

  /** Newest CUDA version that the driver runs, as 1000 x major + 10 x minor: 12.4 is 12040. */
  int cuda() throws NvmlException;

  /** Number of GPUs that this process may see. */
  int count() throws NvmlException;

  /**
   * A GPU now.
   *
   * @param index from 0 to {@link #count} - 1
   */
  Gpu gpu(int index) throws NvmlException;

  @Override
  void close();

  /** Where the library comes from. */
  @FunctionalInterface
  interface Source {
    /**
     * Loads and starts it.
     *
     * @throws NvmlException when it is missing or has no driver to talk to
     */
    Nvml open() throws NvmlException;
  }
}
