package dev.aischeduler.db.schedule;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What became of a fire time. */
public enum FireState {
  /** Decided; what it starts may or may not be stored yet. */
  STARTING,
  /** Waits until what an earlier fire time started has ended. */
  BUFFERED,
  /** Its job or run is stored and has not ended. */
  STARTED,
  /** Its job or run succeeded. */
  SUCCEEDED,
  /** Its job or run failed, or could not be started. */
  FAILED,
  /** Its job or run was cancelled. */
  CANCELLED,
  /** Not started, since what an earlier fire time started had not ended. */
  SKIPPED,
  /** Not started, since nobody was there at its time. */
  MISSED;

  /** Those of which something is still to come. */
  public static final Set<FireState> OPEN = Set.copyOf(EnumSet.of(STARTING, BUFFERED, STARTED));

  /** Name in SQL and JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every name. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(FireState::wireName).toList();
  }

  /**
   * The state of this name.
   *
   * @throws IllegalArgumentException for another
   */
  public static FireState of(String wireName) {
    return Arrays.stream(values())
        .filter(state -> state.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no state of a fire time: " + wireName));
  }
}
