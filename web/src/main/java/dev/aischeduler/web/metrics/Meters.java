package dev.aischeduler.web.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/** A group of figures that belong together. */
interface Meters {
  /** Makes the figures known; called once. */
  void register(MeterRegistry registry);

  /**
   * Refreshes the figures; called by one thread at a time, while others may read them. May throw:
   * the other groups are shown nevertheless.
   */
  default void refresh() {}
}
