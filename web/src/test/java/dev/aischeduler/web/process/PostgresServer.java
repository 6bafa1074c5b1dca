package dev.aischeduler.web.process;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
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

  /**
   * Makes a second server that copies the first one's every commit, which wait for it from now on.
   * The first is stopped for a moment, so that its files can be copied as they are.
   */
  static PostgresServer startReplica(PostgresServer primary, Path folder) throws Exception {
    int port = primary.server.getPort();
    primary.server.close();
    Path copy = folder.resolve("replica");
    copy(primary.files, copy);
    Files.createFile(copy.resolve("standby.signal"));
    Files.writeString(
        copy.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=localhost port="
            + port
            + " user=postgres"
            + " application_name=replica'\n",
        StandardOpenOption.APPEND);
    primary.server = open(primary.files, port);
    PostgresServer replica = new PostgresServer(copy);
    primary.execute("ALTER SYSTEM SET synchronous_standby_names = 'replica'");
    primary.execute("SELECT pg_reload_conf()");
    await("a replica that commits wait for")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                primary.number("SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
                    == 1);
    return replica;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.endsWith("epg-lock") && !file.endsWith("postmaster.pid")) {
          Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** Something that may fail, done again and again. */
  @FunctionalInterface
  interface Repeated {
    void run() throws Exception;
  }

  /** Holds all others off table job for so long, and does something over and over meanwhile. */
  void lockJobs(int seconds, Repeated meanwhile) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE job IN ACCESS EXCLUSIVE MODE");
      Instant end = Instant.now().plusSeconds(seconds);
      while (Instant.now().isBefore(end)) {
        meanwhile.run();
      }
      connection.rollback();
    }
  }

  /** Runs a statement on a connection of its own. */
  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
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
