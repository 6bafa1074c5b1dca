package dev.aischeduler.engine.device;

/**
 * A device, held for one step of a model. Close it as soon as the step has ended, on the thread
 * that took it: what lies between is charged to the lane.
 */
@FunctionalInterface
public interface Slice extends AutoCloseable {

  /** Gives the device back. A second call does nothing. */
  @Override
  void close();
}
