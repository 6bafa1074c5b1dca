package dev.aischeduler.web.metrics;

import dev.aischeduler.db.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;

/** The room that the database takes. */
final class DatabaseMeters implements Meters {
  private final Database database;

  DatabaseMeters(Database database) {
    this.database = database;
  }

  @Override
  public void register(MeterRegistry registry) {
    Gauge.builder("ai_scheduler.database.size", database, DatabaseMeters::size)
        .baseUnit("bytes")
        .description("Bytes of the H2 file; NaN for a database without one, such as PostgreSQL.")
        .register(registry);
  }

  private static double size(Database database) {
    OptionalLong bytes = database.size();
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }
}
