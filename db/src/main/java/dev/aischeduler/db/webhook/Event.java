package dev.aischeduler.db.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a webhook reports of a job or run. */
public enum Event {
  SUCCEEDED,
  FAILED,
  CANCELLED,
  /** An attempt of a job failed, and the job runs again. */
  RETRYING;

  /** The ends: what is reported to those who choose nothing. */
  public static final List<Event> ENDS = List.of(SUCCEEDED, FAILED, CANCELLED);

  /** The name in tables and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The event of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static Event of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** The end with the name of a final state, or null. */
  public static @Nullable Event ofFinalState(String state) {
    return ENDS.stream().filter(end -> end.wireName().equals(state)).findFirst().orElse(null);
  }

  /** Every name. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(Event::wireName).toList();
  }
}
