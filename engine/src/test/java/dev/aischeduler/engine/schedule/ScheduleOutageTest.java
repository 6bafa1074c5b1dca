package dev.aischeduler.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules while PostgreSQL, or only what Quartz needs of it, is away. */
final class ScheduleOutageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private static ObjectNode everySecond() {
    return (ObjectNode)
        StrictJson.tree(
            "{\"name\": \"often\", \"overlap\": \"allow\", \"misfire\": \"all\","
                + " \"when\": \"every 1s\", \"target\": {\"job\": {\"type\": \"llm\","
                + " \"text\": \"t\"}}}");
  }

  private static int done(EngineFixture fixture) {
    return fixture
        .engine()
        .schedules()
        .history("often", EnumSet.of(FireState.SUCCEEDED), null, 5000)
        .orElseThrow()
        .size();
  }

  private static void awaitMore(EngineFixture fixture, int more) {
    int before = done(fixture);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> done(fixture) >= before + more);
  }

  private static void administer(Settings.Database settings, String sql) throws SQLException {
    String name = settings.url().replaceAll(".*/([^/?]+)\\?.*", "$1");
    String url = settings.url().replace("/" + name, "/postgres");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql.replace("{db}", name));
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }
  }

  @Test
  void fire_again_when_the_database_is_back() throws Exception {
    Settings.Database settings = TestDatabases.settings(Dialect.POSTGRESQL);
    Database database = Database.open(settings, folder);
    try (EngineFixture fixture = new EngineFixture(database, folder, Clock.systemUTC())) {
      fixture.engine().schedules().create(everySecond());
      awaitMore(fixture, 2);
      administer(settings, "ALTER DATABASE {db} ALLOW_CONNECTIONS false");
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                try {
                  done(fixture);
                  return false;
                } catch (RuntimeException e) {
                  return true;
                }
              });
      administer(settings, "ALTER DATABASE {db} ALLOW_CONNECTIONS true");
      await().atMost(PATIENCE).ignoreExceptions().until(() -> done(fixture) > 0);
      awaitMore(fixture, 10);
      assertThat(fixture.lost).isEmpty();
    }
  }

  @Test
  void are_late_but_not_lost_while_quartz_lacks_its_tables() {
    Database database = TestDatabases.open(Dialect.POSTGRESQL);
    try (EngineFixture fixture = new EngineFixture(database, folder, Clock.systemUTC())) {
      fixture.engine().schedules().create(everySecond());
      awaitMore(fixture, 2);
      database.jdbi().useHandle(h -> h.execute("ALTER TABLE qrtz_triggers RENAME TO gone"));
      awaitMore(fixture, 15);
      database.jdbi().useHandle(h -> h.execute("ALTER TABLE gone RENAME TO qrtz_triggers"));
      awaitMore(fixture, 15);
      assertThat(fixture.engine().schedules().repairs()).isPositive();
      assertThat(fixture.lost).isEmpty();
    }
  }
}
