package dev.aischeduler.engine.testing;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs every test of a class on H2 and on PostgreSQL, each on an engine and a database of its own.
 */
@ParameterizedClass
@EnumSource(Dialect.class)
public abstract class OnBothDatabases {
  /** The database of this run. */
  @Parameter protected Dialect dialect;

  /** For artifacts. */
  @TempDir protected Path folder;

  /** An engine with these settings, each {@code key=value}; the caller closes it. */
  protected final EngineFixture start(String... overrides) {
    return start(Clock.systemUTC(), overrides);
  }

  /** The same at another time. */
  protected final EngineFixture start(Clock clock, String... overrides) {
    return new EngineFixture(TestDatabases.open(dialect), folder, clock, overrides);
  }
}
