package dev.aischeduler.engine.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JobRunr's server ends itself at an error of the database; ours brings it back. */
class SystemJobsOutageTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String SERVERS = "system_jobrunr_backgroundjobservers";

  /** How a database breaks. The text goes to one that is named {db}, and heals it. */
  enum Fault {
    H2_TABLE_MISSING(
        Dialect.H2,
        "ALTER TABLE " + SERVERS + " RENAME TO gone",
        "ALTER TABLE gone RENAME TO " + SERVERS),
    TABLE_MISSING(
        Dialect.POSTGRESQL,
        "ALTER TABLE " + SERVERS + " RENAME TO gone",
        "ALTER TABLE gone RENAME TO " + SERVERS),
    READ_ONLY(
        Dialect.POSTGRESQL,
        "ALTER DATABASE {db} SET default_transaction_read_only = on",
        "ALTER DATABASE {db} RESET default_transaction_read_only"),
    AWAY(
        Dialect.POSTGRESQL,
        "ALTER DATABASE {db} ALLOW_CONNECTIONS false",
        "ALTER DATABASE {db} ALLOW_CONNECTIONS true");

    final Dialect dialect;
    final String breakSql;
    final String healSql;

    Fault(Dialect dialect, String breakSql, String healSql) {
      this.dialect = dialect;
      this.breakSql = breakSql;
      this.healSql = healSql;
    }
  }

  @TempDir Path folder;
  private final List<String> done = new CopyOnWriteArrayList<>();
  private Settings.Database settings;
  private Database database;
  private SystemJobs jobs;

  private final class Note implements SystemTask {
    @Override
    public String kind() {
      return "note";
    }

    @Override
    public String run(String document, SystemContext context) {
      done.add(document);
      return document;
    }
  }

  private void start(Dialect dialect) {
    settings = TestDatabases.settings(dialect);
    database = Database.open(settings, folder);
    jobs = new SystemJobs(database, "a", List.of(new Note()), Clock.systemUTC());
    jobs.start();
  }

  @BeforeEach
  void none() {
    done.clear();
  }

  @AfterEach
  void stop() {
    jobs.close();
    database.close();
  }

  private void run(String document) {
    UUID id = UUID.randomUUID();
    jobs.enqueue(id, "note", document);
    await()
        .atMost(LONG)
        .until(() -> jobs.find(id).orElseThrow().state() == SystemJobState.SUCCEEDED);
  }

  /** As an administrator beside the pool; PostgreSQL's sessions are cut so that they notice. */
  private void execute(Fault fault, String sql) throws SQLException {
    if (fault.dialect == Dialect.H2 || fault == Fault.TABLE_MISSING) {
      database.jdbi().useHandle(h -> h.execute(sql));
      return;
    }
    String name = settings.url().replaceAll(".*/([^/?]+)\\?.*", "$1");
    String url = settings.url().replace("/" + name, "/postgres");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql.replace("{db}", name));
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }
  }

  @ParameterizedTest
  @EnumSource
  void system_jobs_go_on_when_the_database_is_well_again(Fault fault) throws Exception {
    start(fault.dialect);
    run("before");
    execute(fault, fault.breakSql);
    await().atMost(LONG).until(() -> !jobs.isServing());
    await().during(Duration.ofSeconds(6)).atMost(LONG).until(() -> done.size() == 1);
    execute(fault, fault.healSql);
    await().atMost(LONG).until(jobs::isServing);
    run("after");
    assertThat(done).containsExactly("before", "after");
  }
}
