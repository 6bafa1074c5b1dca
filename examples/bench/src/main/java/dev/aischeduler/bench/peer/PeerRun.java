package dev.aischeduler.bench.peer;

/** A peer that works on one database. Thread-safe. */
public interface PeerRun extends AutoCloseable {
  /** Stores jobs with the numbers 0 to {@code jobs - 1}, as fast as the peer's API allows. */
  void submitAll(int jobs);

  /** Stores one job; it is durable when this returns. */
  void submit(int number);

  /** Lets the workers begin, or go on. */
  void start();

  /** Lets workers begin no further job until {@link #start}. */
  void pause();

  /** Jobs that are not finished for good, as committed. */
  long unfinished();

  @Override
  void close();
}
