package dev.aischeduler.db.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far a delivery is. */
public enum DeliveryState {
  /** Attempts follow. */
  PENDING,
  /** The receiver answered 2xx. */
  DELIVERED,
  /** No attempt follows unless somebody replays it. */
  FAILED;

  /** The name in tables and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static DeliveryState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** Every name. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(DeliveryState::wireName).toList();
  }
}
