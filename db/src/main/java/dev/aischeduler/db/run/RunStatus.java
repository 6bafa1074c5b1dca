package dev.aischeduler.db.run;

import java.util.Locale;

/** How far a run is. */
public enum RunStatus {
  /** Stored; nothing was done yet. */
  QUEUED,
  /** Jobs are submitted and awaited. */
  RUNNING,
  /** Nothing further is submitted until it is resumed; jobs in flight go on. */
  PAUSED,
  /** Every item succeeded. */
  SUCCEEDED,
  /** Some item failed or was rejected, or the run itself could not go on. */
  FAILED,
  /** A user ended it. */
  CANCELLED;

  /** Whether nothing happens any more unless a user restarts it. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
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
  public static RunStatus of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
