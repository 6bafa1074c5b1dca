package dev.aischeduler.web.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/** A group of figures that belong together. */
interface Meters {
  /** Makes the figures known; called once. */
  void register(MeterRegistry registry);

  /**
   * Brings up to date what the figures show; called by one thread before each look at them. May
   * throw: the other groups are shown nevertheless.
   */
  default void refresh() {}
}
