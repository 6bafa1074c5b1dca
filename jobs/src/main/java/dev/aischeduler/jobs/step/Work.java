package dev.aischeduler.jobs.step;

/** Work of a job that a model does step by step; the job may cancel it at any time. Thread-safe. */
public interface Work {
  /** 0..9, 9 runs first. */
  int priority();

  /** Whether its job cancelled it or has ended. */
  boolean isCancelled();

  /** Ends it with an error, which its job gets if it still takes steps. */
  void fail(Throwable why);
}
