package dev.aischeduler.engine.system;

import java.util.Map;
import java.util.UUID;

/** Contexts for tests that run a task by hand. */
public final class Contexts {
  private Contexts() {}

  /** One that keeps nothing. */
  public static SystemContext none() {
    return new SystemContext(UUID.randomUUID(), Map.of(), (key, value) -> {});
  }

  /** One whose earlier run was at a position. */
  public static SystemContext at(String position) {
    return new SystemContext(UUID.randomUUID(), Map.of("position", position), (key, value) -> {});
  }
}
