package dev.aischeduler.db.workflow;

import java.util.Locale;

/** How far a step of a workflow is. */
public enum StepState {
  /** Steps that it needs are not over. */
  WAITING,
  /** Its jobs are submitted and awaited. */
  RUNNING,
  /** All of it is done. */
  SUCCEEDED,
  /** It was tried, and some of it could not be done. */
  FAILED,
  /** It was not to be done: its condition did not hold, or it was a fallback of no need. */
  SKIPPED,
  /** The workflow was cancelled while it ran. */
  CANCELLED;

  /** Whether nothing happens any more unless a user does it again. */
  public boolean isFinal() {
    return this != WAITING && this != RUNNING;
  }

  /** The name in tables and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static StepState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
