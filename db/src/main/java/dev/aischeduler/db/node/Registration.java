package dev.aischeduler.db.node;

import dev.aischeduler.config.TaskType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself; see {@link Node}.
 *
 * @param incarnation a fresh id for each registration
 */
public record Registration(
    String name,
    UUID incarnation,
    List<String> labels,
    String version,
    String host,
    long pid,
    @Nullable String url,
    int slots,
    Map<TaskType, Integer> lanes) {

  /** The same node, registered anew. */
  public Registration again() {
    return new Registration(name, UUID.randomUUID(), labels, version, host, pid, url, slots, lanes);
  }

  /** The same registration with the version it runs and the address at which it answers. */
  public Registration announce(String runs, String address) {
    return new Registration(name, incarnation, labels, runs, host, pid, address, slots, lanes);
  }
}
