package dev.aischeduler.web.metrics;

import dev.aischeduler.db.Database;
import dev.aischeduler.web.api.http.HttpCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Connections of this node: those to the database, and the event streams of clients. */
final class PoolMeters implements Meters {
  private final Database database;
  private final HttpCounts http;

  PoolMeters(Database database, HttpCounts http) {
    this.database = database;
    this.http = http;
  }

  @Override
  public void register(MeterRegistry registry) {
    pool(registry, "active", use -> use.active());
    pool(registry, "idle", use -> use.idle());
    Gauge.builder("ai_scheduler.pool.waiting", database, d -> d.poolUse().waiting())
        .description("Threads that wait for a connection to the database.")
        .register(registry);
    Gauge.builder("ai_scheduler.event.streams", http, HttpCounts::streams)
        .description("Event streams of clients that are open.")
        .register(registry);
  }

  private void pool(
      MeterRegistry registry, String state, ToDoubleFunction<Database.PoolUse> figure) {
    Gauge.builder("ai_scheduler.pool.connections", database, d -> figure.applyAsDouble(d.poolUse()))
        .tag("state", state)
        .description("Connections of this node to the database.")
        .register(registry);
  }
}
