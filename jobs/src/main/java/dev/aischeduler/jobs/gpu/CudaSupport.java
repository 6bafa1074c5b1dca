package dev.aischeduler.jobs.gpu;

/** Whether this process can run models with CUDA. */
public interface CudaSupport {

  /**
   * Loads the libraries, unpacking them first when that was never done (10 to 30 s, once). Called
   * only where there is a GPU.
   *
   * @return why there is no CUDA, with the remedy; empty when there is
   */
  String prepare();

  /**
   * Tries one GPU; {@link #prepare} has succeeded.
   *
   * @param ordinal CUDA's number of it
   * @return why it cannot be used; empty when it can
   */
  String probe(int ordinal);
}
