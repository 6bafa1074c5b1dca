package dev.aischeduler.client;

import java.util.Optional;
import java.util.UUID;

/** Ids of tasks and runs. */
final class Ids {
  private Ids() {}

  /** Reads an id; empty when it is none. */
  static Optional<UUID> read(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
