package dev.aischeduler.web.process;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of its own that can be stopped dead and started again on its files. Used by
 * one thread.
 */
final class PostgresServer implements AutoCloseable {
  private static final int TRIES = 5;

  private final Path files;
  private EmbeddedPostgres server;
  private @Nullable Connection watcher;

  private PostgresServer(Path files) throws IOException {
    this.files = files;
    this.server = open(files, 0);
  }

  static PostgresServer start(Path folder) throws IOException {
    return new PostgresServer(Files.createDirectories(folder.resolve("postgres")));
  }

  /** A commit reaches the system's memory, which a stop of the server leaves alone. */
  private static EmbeddedPostgres open(Path files, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(files)
            .setCleanDataDirectory(false)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  /** What {@code pg_ctl stop -m immediate} does: every session ends in the middle of its work. */
  void stopImmediately() throws IOException, InterruptedException {
    Path pidFile = files.resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    Signals.send(pid, "QUIT");
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.notExists(pidFile));
  }

  /** Starts the stopped server again; returns when it has recovered and takes connections. */
  void startAgain() throws IOException {
    int port = server.getPort();
    server.close();
    server = open(files, port);
  }

  int port() {
    return server.getPort();
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  /** The one number that a query gives; 0 for null. A busy machine may need several tries. */
  long number(String sql) throws SQLException {
    for (int tries = TRIES; ; tries--) {
      try {
        if (watcher == null || watcher.isClosed()) {
          watcher = connect();
        }
        try (Statement statement = watcher.createStatement();
            ResultSet rows = statement.executeQuery(sql)) {
          return rows.next() ? rows.getLong(1) : 0;
        }
      } catch (SQLException e) {
        if (tries == 1) {
          throw e;
        }
      }
    }
  }

  /** Ends the watcher's session too. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
