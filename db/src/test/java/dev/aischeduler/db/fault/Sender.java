package dev.aischeduler.db.fault;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Part of the product that sends a statement, read from the stack of the call. */
public enum Sender {
  /** Submitting, claiming, finishing, searching jobs. */
  QUEUE,
  /** Heartbeats, leases, recovery. */
  NODES,
  /** What watchers hear. */
  EVENTS,
  /** LISTEN and NOTIFY. */
  SIGNALS,
  /** The database's time. */
  CLOCK,
  /** JobRunr and its storage. */
  SYSTEM_JOBS,
  /** Pauses, weights, limits of lanes. */
  LANES,
  /** Tenants and their limits. */
  TENANTS,
  /** Artifacts and their content. */
  ARTIFACTS,
  /** The pool itself. */
  POOL,
  /** Anything else. */
  OTHER;

  /** Parts that tell more than the store which they call does. */
  private static final Map<String, Sender> ABOVE =
      Map.of(
          "dev.aischeduler.engine.event.", EVENTS,
          "dev.aischeduler.engine.system.", SYSTEM_JOBS,
          "dev.aischeduler.db.tenant.", TENANTS,
          "dev.aischeduler.db.artifact.", ARTIFACTS,
          "dev.aischeduler.db.node.", NODES);

  private static final Map<String, Sender> BELOW =
      Map.of(
          "dev.aischeduler.db.queue.", QUEUE,
          "dev.aischeduler.db.job.", QUEUE,
          "dev.aischeduler.db.jobrunr.", QUEUE,
          "dev.aischeduler.db.lane.", LANES,
          "dev.aischeduler.db.signal.", SIGNALS,
          "dev.aischeduler.db.DatabaseClock", CLOCK,
          "org.jobrunr.", SYSTEM_JOBS,
          "com.zaxxer.hikari.pool.HikariPool$PoolEntryCreator", POOL);

  String shown() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Who calls now. */
  static Sender here() {
    List<String> callers =
        StackWalker.getInstance().walk(s -> s.map(StackWalker.StackFrame::getClassName).toList());
    Sender above = first(callers, ABOVE);
    return above != OTHER ? above : first(callers, BELOW);
  }

  private static Sender first(List<String> callers, Map<String, Sender> parts) {
    return callers.stream()
        .flatMap(
            caller ->
                parts.entrySet().stream()
                    .filter(part -> caller.startsWith(part.getKey()))
                    .map(Map.Entry::getValue))
        .findFirst()
        .orElse(OTHER);
  }
}
