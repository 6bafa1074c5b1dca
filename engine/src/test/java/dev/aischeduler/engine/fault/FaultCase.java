package dev.aischeduler.engine.fault;

import dev.aischeduler.db.fault.Fault;

/** One failure to try. */
record FaultCase(Phase phase, Fault fault) {
  /** When the failure comes. */
  enum Phase {
    /** While the engine works. */
    RUN,
    /** While it ends, or while the next one starts. */
    RESTART
  }

  @Override
  public String toString() {
    return phase + " " + fault;
  }
}
