package dev.aischeduler.db.schedule;

import java.util.Arrays;
import java.util.Locale;

/** Why a fire time was decided. */
public enum FireReason {
  /** Its time came. */
  SCHEDULED,
  /** Its time had passed while no node ran, or the database was away. */
  CATCH_UP,
  /** Somebody asked for a range of the past. */
  BACKFILL,
  /** Somebody asked for it now. */
  MANUAL;

  /** Name in SQL and JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The reason of this name.
   *
   * @throws IllegalArgumentException for another
   */
  public static FireReason of(String wireName) {
    return Arrays.stream(values())
        .filter(reason -> reason.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reason of a fire time: " + wireName));
  }
}
