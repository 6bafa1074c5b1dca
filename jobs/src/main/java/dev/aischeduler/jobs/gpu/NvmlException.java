package dev.aischeduler.jobs.gpu;

/** A call to NVIDIA's management library that failed, or a library that is not there. */
public final class NvmlException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message says what failed, why, and what to do where that is known. */
  public NvmlException(String message) {
    super(message);
  }
}
