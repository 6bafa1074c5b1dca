package dev.aischeduler.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.aischeduler.config.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open database: one connection pool, migrated to the schema of this version. Thread-safe.
 *
 * <p>Instants are bound and read as UTC {@code timestamp with time zone}, truncated to microseconds
 * (the precision of both databases); UUIDs are native.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);
  private static final int PING_TIMEOUT_S = 3;

  private final HikariDataSource dataSource;
  private final Jdbi jdbi;
  private final Dialect dialect;
  private final String jdbcUrl;

  private Database(HikariDataSource dataSource, Dialect dialect, String jdbcUrl) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.jdbcUrl = jdbcUrl;
    this.jdbi = Jdbi.create(dataSource).registerArgument(new UtcInstants.Argument());
    this.jdbi.registerColumnMapper(new UtcInstants.Mapper());
  }

  /**
   * Opens the database of the settings, creates it if it is an H2 file that does not exist yet, and
   * migrates it.
   *
   * @param home folder against which a relative H2 path is resolved
   * @throws DatabaseException if it cannot be reached, locked, unlocked or migrated
   */
  public static Database open(Settings.Database settings, Path home) {
    Database database = connect(settings, home, true);
    try {
      database.migrate();
    } catch (DatabaseException e) {
      database.close();
      throw e;
    }
    LOG.info("Opened database {} (pool of {})", database.jdbcUrl, settings.poolSize());
    return database;
  }

  /**
   * Opens an existing database as it is, for tools that look at it: nothing is created or migrated,
   * and one connection is held.
   *
   * @param home folder against which a relative H2 path is resolved
   * @throws DatabaseException if it does not exist or cannot be reached
   */
  public static Database attach(Settings.Database settings, Path home) {
    return connect(
        new Settings.Database(settings.url(), settings.username(), settings.password(), 1),
        home,
        false);
  }

  private static Database connect(Settings.Database settings, Path home, boolean create) {
    Dialect dialect = Dialect.of(settings.url());
    HikariConfig pool =
        switch (dialect) {
          case H2 -> H2Pool.configure(settings, home, create);
          case POSTGRESQL -> PostgresPool.configure(settings);
        };
    pool.setPoolName("ai-scheduler-db");
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    String shownUrl =
        switch (dialect) {
          case H2 -> H2Location.of(settings.url(), home).clientUrl();
          case POSTGRESQL -> PostgresPool.shownUrl(settings.url());
        };
    try {
      return new Database(new HikariDataSource(pool), dialect, shownUrl);
    } catch (RuntimeException e) {
      throw ConnectFailure.explain(shownUrl, e);
    }
  }

  private void migrate() {
    try {
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:" + dialect.migrations())
          .failOnMissingLocations(true)
          // Flyway would accept a schema from the future, which this version cannot know.
          .ignoreMigrationPatterns(new String[0])
          .cleanDisabled(true)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseException(
          "Cannot migrate database "
              + jdbcUrl
              + " to the schema of this version: "
              + e.getMessage()
              + ". If a newer version migrated it before, run that version; else restore a backup",
          e);
    }
  }

  /** The pool. Waiting for a connection fails after 5 seconds. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The pool as Jdbi, for the stores. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** The kind of database. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * URL with which another program on this machine can open the same database, without password.
   */
  public String jdbcUrl() {
    return jdbcUrl;
  }

  /**
   * Asks the database for a sign of life.
   *
   * @throws DatabaseException if it does not answer within a few seconds
   */
  public void ping() {
    try (Connection connection = dataSource.getConnection()) {
      if (!connection.isValid(PING_TIMEOUT_S)) {
        throw new DatabaseException("Database " + jdbcUrl + " does not answer");
      }
    } catch (SQLException e) {
      throw ConnectFailure.explain(jdbcUrl, e);
    }
  }

  /** File of an H2 database without its suffix; empty for one in memory and for PostgreSQL. */
  public Optional<Path> file() {
    return dialect == Dialect.H2
        ? Optional.ofNullable(H2Location.of(jdbcUrl, Path.of("/")).file())
        : Optional.empty();
  }

  /** Closes the pool, and an H2 database that this process opened. Idempotent. */
  @Override
  public void close() {
    if (dataSource.isClosed()) {
      return;
    }
    if (dialect == Dialect.H2) {
      H2Pool.shutDown(dataSource);
    }
    dataSource.close();
    LOG.info("Closed database {}", jdbcUrl);
  }
}
