package dev.aischeduler.db.schedule;

import java.util.Arrays;
import java.util.Locale;

/** Whether a schedule starts anything. */
public enum ScheduleStatus {
  /** It has a next fire time. */
  ACTIVE,
  /** Until somebody resumes it. */
  PAUSED,
  /** No fire time is left. */
  ENDED;

  /** Name in SQL and JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of this name.
   *
   * @throws IllegalArgumentException for another
   */
  public static ScheduleStatus of(String wireName) {
    return Arrays.stream(values())
        .filter(status -> status.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no status of a schedule: " + wireName));
  }
}
