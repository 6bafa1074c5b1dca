package dev.aischeduler.db;

import dev.aischeduler.config.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Fresh, migrated databases for tests. One embedded PostgreSQL server runs for each JVM; each
 * database on it is a copy of one migrated template, which takes milliseconds.
 */
public final class TestDatabases {
  private static final int POOL_SIZE = 8;
  private static final String TEMPLATE = "migrated_template";

  private TestDatabases() {}

  /** A database of this dialect: H2 in memory, or PostgreSQL. The caller closes it. */
  public static Database open(Dialect dialect) {
    return Database.open(settings(dialect), Path.of("").toAbsolutePath());
  }

  /**
   * Settings of a database that is fresh and not opened yet, for tests that start several nodes on
   * one database.
   */
  public static Settings.Database settings(Dialect dialect) {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    return switch (dialect) {
      case H2 -> new Settings.Database("jdbc:h2:mem:" + name, "sa", "", POOL_SIZE);
      case POSTGRESQL -> {
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        yield postgres(name);
      }
    };
  }

  /** Settings of a database without any table, for tests of migrations. */
  public static Settings.Database empty(Dialect dialect) {
    String name = "empty_" + UUID.randomUUID().toString().replace("-", "");
    if (dialect == Dialect.H2) {
      return new Settings.Database(
          "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "", POOL_SIZE);
    }
    execute("CREATE DATABASE " + name);
    return postgres(name);
  }

  /** Settings of a file database in a folder, with a generated password. */
  public static Settings.Database h2File(Path folder) {
    return new Settings.Database("jdbc:h2:file:" + folder.resolve("jobs"), "sa", "", POOL_SIZE);
  }

  private static Settings.Database postgres(String database) {
    return new Settings.Database(
        Server.INSTANCE.getJdbcUrl("postgres", database), "postgres", "", POOL_SIZE);
  }

  private static void execute(String sql) {
    try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Started when the first test needs it; ends with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("max_connections", "200")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE " + TEMPLATE);
        }
        Settings.Database template =
            new Settings.Database(server.getJdbcUrl("postgres", TEMPLATE), "postgres", "", 2);
        Database.open(template, Path.of("").toAbsolutePath()).close();
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot make the template database", e);
      }
    }
  }
}
