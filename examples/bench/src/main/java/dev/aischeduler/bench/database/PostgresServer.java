package dev.aischeduler.bench.database;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Databases on one PostgreSQL server: one that was given, or one started for the benchmark. */
public final class PostgresServer implements Databases {
  private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]+/)([^?]*)(.*)");

  private final Settings.Database admin;
  private final Runnable stop;
  private int count;

  private PostgresServer(Settings.Database admin, Runnable stop) {
    this.admin = admin;
    this.stop = stop;
  }

  /**
   * Starts a server of the bundled binaries. Commits are as durable as PostgreSQL's defaults make
   * them; the library that starts it would else switch {@code synchronous_commit} off.
   *
   * @param folder where its data lie until {@link #close}
   */
  public static PostgresServer start(Path folder) {
    Path data = Folders.create(folder, "bench-pg-");
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data.resolve("data"))
              .setOverrideWorkingDirectory(data.resolve("binaries").toFile())
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "200")
              .start();
      return new PostgresServer(
          new Settings.Database(server.getJdbcUrl("postgres", "postgres"), "postgres", "", 2),
          () -> stop(server, data));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "PostgreSQL could not be started; name a server with --pg-url", e);
    }
  }

  private static void stop(EmbeddedPostgres server, Path data) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
    Folders.delete(data);
  }

  /** A running server; the user must be allowed to create databases. */
  public static PostgresServer at(String url, String username, String password) {
    if (!URL.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "--pg-url must look like jdbc:postgresql://HOST:PORT/DATABASE, not " + url);
    }
    return new PostgresServer(new Settings.Database(url, username, password, 2), () -> {});
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT,
        "PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s",
        show("server_version"),
        show("fsync"),
        show("synchronous_commit"),
        show("shared_buffers"));
  }

  private String show(String name) {
    return SqlRunner.text(admin, "SHOW " + name);
  }

  @Override
  public Settings.Database fresh(int poolSize) {
    count++;
    String name = "ai_scheduler_bench_" + ProcessHandle.current().pid() + "_" + count;
    SqlRunner.execute(admin, "CREATE DATABASE " + name);
    Matcher parts = URL.matcher(admin.url());
    if (!parts.matches()) {
      throw new IllegalStateException("no PostgreSQL URL: " + admin.url());
    }
    return new Settings.Database(
        parts.group(1) + name + parts.group(3), admin.username(), admin.password(), poolSize);
  }

  @Override
  public void settle(Settings.Database database) {
    SqlRunner.execute(database, "VACUUM ANALYZE", "CHECKPOINT");
  }

  @Override
  public void drop(Settings.Database database) {
    Matcher parts = URL.matcher(database.url());
    if (parts.matches()) {
      SqlRunner.execute(admin, "DROP DATABASE IF EXISTS " + parts.group(2) + " WITH (FORCE)");
    }
  }

  @Override
  public void close() {
    stop.run();
  }
}
