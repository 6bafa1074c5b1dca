package dev.aischeduler.engine.schedule;

/** What happens with fire times that passed while no node ran. */
public enum Misfire {
  /** None is started. */
  SKIP,
  /** The latest of them is started. */
  ONCE,
  /** All within the catch-up window are started, the earliest first. */
  ALL
}
