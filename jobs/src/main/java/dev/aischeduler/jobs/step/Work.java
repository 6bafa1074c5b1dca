package dev.aischeduler.jobs.step;

/** What a job wants of a model, step by step; the job may leave at any time. Thread-safe. */
public interface Work {
  /** 0..9, 9 goes first. */
  int priority();

  /** Whether its job wants no more steps. */
  boolean hasLeft();

  /** Ends it with an error, which its job gets if it still takes steps. */
  void fail(Throwable why);
}
