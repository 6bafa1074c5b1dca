package dev.aischeduler.db.run;

import java.util.Locale;

/** What became of an item of a run. */
public enum ItemState {
  /** Its job was stored and is not known to have ended. */
  SUBMITTED,
  /** Not submitted: it is not valid. */
  REJECTED,
  /** Its job succeeded. */
  SUCCEEDED,
  /** Its job failed, or is gone. */
  FAILED,
  /** Its job was cancelled. */
  CANCELLED;

  /** The name in tables and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static ItemState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
