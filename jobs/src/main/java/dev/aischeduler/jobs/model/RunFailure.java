package dev.aischeduler.jobs.model;

import ai.onnxruntime.OrtException;

/** Passes a failure of the thread that runs a model on to the thread of a job. */
public final class RunFailure {
  private RunFailure() {}

  /**
   * Throws the failure itself where its type allows it.
   *
   * @return what to throw else, so that callers can write {@code throw rethrow(failure)}
   */
  public static RuntimeException rethrow(Throwable failure) throws OrtException {
    if (failure instanceof OrtException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
  }
}
