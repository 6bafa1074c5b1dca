package dev.aischeduler.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.failure.ConnectFailure;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.h2.H2Attachment;
import dev.aischeduler.db.h2.H2Location;
import dev.aischeduler.db.h2.H2Pool;
import dev.aischeduler.db.pool.Pool;
import dev.aischeduler.db.pool.PostgresPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
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
  private static final int PING_TIMEOUT_S = 3;

  /** A node holds these for good: its lease, sending signals, receiving them. */
  private static final int HELD_CONNECTIONS = 3;

  private final HikariDataSource connections;
  private final DataSource dataSource;
  private final Jdbi jdbi;
  private final Dialect dialect;
  private final Pool pool;

  private Database(HikariDataSource connections, Dialect dialect, Pool pool) {
    this.connections = connections;
    this.dataSource = pool.front(connections);
    this.dialect = dialect;
    this.pool = pool;
    this.jdbi = Jdbi.create(dataSource).registerArgument(new UtcInstants.Argument());
    this.jdbi.registerColumnMapper(new UtcInstants.Mapper());
  }

  /**
   * Opens the database of the settings, creates it if it is an H2 file that does not exist yet, and
   * migrates it. An H2 file belongs to this process until it is closed; others reach it through
   * {@link #jdbcUrl()}.
   *
   * @param baseFolder folder against which a relative H2 path is resolved
   * @throws DatabaseException if it cannot be reached, locked, unlocked or migrated
   */
  public static Database open(Settings.Database settings, Path baseFolder) {
    return open(settings, baseFolder, UnaryOperator.identity());
  }

  /**
   * Opens the database as {@link #open(Settings.Database, Path)} does, with something of the
   * caller's between the driver and the pool: it sees each connection and each statement before the
   * pool does.
   *
   * @param wrapDriver given the driver, returns what the pool takes its connections from
   * @throws DatabaseException if it cannot be reached, locked, unlocked or migrated
   */
  public static Database open(
      Settings.Database settings, Path baseFolder, UnaryOperator<DataSource> wrapDriver) {
    Database database = connect(settings, baseFolder, wrapDriver);
    try {
      UnfinishedCopy.refuse(database);
      database.migrate();
      database.pool.migrated();
    } catch (DatabaseException e) {
      database.close();
      throw e;
    }
    LOG.info("Opened database {} (pool of {})", database.jdbcUrl(), settings.poolSize());
    return database;
  }

  /**
   * Opens the database of the settings as it is, for tools that move it as a whole: an H2 file,
   * which is created if it does not exist yet, belongs to this process alone until it is closed.
   * Nothing is migrated before {@link #migrate(String)}.
   *
   * @param baseFolder folder against which a relative H2 path is resolved
   * @throws DatabaseException if it cannot be reached, locked or unlocked
   */
  public static Database own(Settings.Database settings, Path baseFolder) {
    return connect(settings, baseFolder, UnaryOperator.identity());
  }

  private static Database connect(
      Settings.Database settings, Path baseFolder, UnaryOperator<DataSource> wrapDriver) {
    Dialect dialect = Dialect.of(settings.url());
    Pool pool =
        switch (dialect) {
          case H2 -> new H2Pool(settings, baseFolder, wrapDriver);
          case POSTGRESQL -> new PostgresPool(settings, wrapDriver);
        };
    int held = dialect == Dialect.POSTGRESQL ? HELD_CONNECTIONS : 0;
    return connect(dialect, pool, settings.poolSize() + held);
  }

  /**
   * Attaches to an existing database as it is, for tools that read it while a server may run:
   * nothing is created or migrated, and one connection is held.
   *
   * @param baseFolder folder against which a relative H2 path is resolved
   * @throws DatabaseException if it does not exist or cannot be reached
   */
  public static Database attach(Settings.Database settings, Path baseFolder) {
    Dialect dialect = Dialect.of(settings.url());
    Pool pool =
        switch (dialect) {
          case H2 -> new H2Attachment(settings, baseFolder);
          case POSTGRESQL -> new PostgresPool(settings, UnaryOperator.identity());
        };
    return connect(dialect, pool, 1);
  }

  /**
   * Whether there is something to {@link #attach} to: always for a database server, whether it
   * answers or not; for H2 when its file was made.
   *
   * @param baseFolder folder against which a relative H2 path is resolved
   * @throws DatabaseException if the URL names another database
   */
  public static boolean exists(Settings.Database settings, Path baseFolder) {
    if (Dialect.of(settings.url()) != Dialect.H2) {
      return true;
    }
    H2Location location = H2Location.of(settings.url(), baseFolder);
    return location.file() != null && Files.exists(location.sibling(".mv.db"));
  }

  private static Database connect(Dialect dialect, Pool pool, int size) {
    HikariConfig config = pool.configure();
    config.setPoolName("ai-scheduler-db");
    config.setMaximumPoolSize(size);
    HikariDataSource connections;
    try {
      connections = new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw ConnectFailure.explain(pool.shownUrl(), e);
    }
    Database database = new Database(connections, dialect, pool);
    try {
      pool.opened();
    } catch (DatabaseException e) {
      database.close();
      throw e;
    }
    return database;
  }

  /**
   * Migrates to the newest schema that this version knows.
   *
   * @throws DatabaseException if a migration fails, or the schema is one of a newer version
   */
  public void migrate() {
    migrate("latest");
  }

  /**
   * Migrates to a schema, at most: one that is there already or is newer stays.
   *
   * @param version number of the last migration, such as {@code 26}
   * @throws DatabaseException if a migration fails, or the schema is one of a newer version
   */
  public void migrate(String version) {
    try {
      Flyway.configure()
          .dataSource(pool.migrator(connections))
          .locations("classpath:" + dialect.migrations())
          .failOnMissingLocations(true)
          // Flyway would accept a schema from the future, which this version cannot know.
          .ignoreMigrationPatterns(new String[0])
          .cleanDisabled(true)
          .target(version)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseException(
          "Cannot migrate database "
              + jdbcUrl()
              + " to the schema of this version: "
              + e.getMessage()
              + ". If a newer version migrated it before, run that version; else restore a backup",
          e);
    }
  }

  /**
   * The pool. Waiting for a connection fails after a few seconds, and at once while a database
   * server is known to be away.
   */
  public DataSource dataSource() {
    return dataSource;
  }

  /**
   * The pool, for a library that compares texts of the database in the machine's language: column
   * labels are in lower case, and messages of violated unique constraints say so in English.
   */
  public DataSource localeNeutralSource() {
    return LocaleNeutralSource.of(dataSource);
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
    return pool.shownUrl();
  }

  /**
   * Connections of this process.
   *
   * @param waiting threads that wait for one
   */
  public record PoolUse(int active, int idle, int waiting) {}

  /** How the pool is used now; asks no database. */
  public PoolUse poolUse() {
    HikariPoolMXBean use = connections.getHikariPoolMXBean();
    return new PoolUse(
        use.getActiveConnections(), use.getIdleConnections(), use.getThreadsAwaitingConnection());
  }

  /**
   * Checks that the database answers.
   *
   * @throws DatabaseException if it does not answer within a few seconds
   */
  public void ping() {
    try (Connection connection = dataSource.getConnection()) {
      if (!connection.isValid(PING_TIMEOUT_S)) {
        throw new DatabaseException("Database " + jdbcUrl() + " does not answer");
      }
    } catch (SQLException e) {
      throw ConnectFailure.explain(jdbcUrl(), e);
    }
  }

  /** File of an H2 database without its suffix; empty for one in memory and for PostgreSQL. */
  public Optional<Path> file() {
    return dialect == Dialect.H2
        ? Optional.ofNullable(H2Location.of(jdbcUrl(), Path.of("/")).file())
        : Optional.empty();
  }

  /**
   * Bytes of an H2 file; empty for a database in memory, for PostgreSQL, and when the file cannot
   * be seen.
   */
  public OptionalLong size() {
    return file()
        .map(file -> file.resolveSibling(file.getFileName() + ".mv.db").toFile().length())
        .filter(bytes -> bytes > 0)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /**
   * Bytes that an H2 file would have without garbage and holes, about a percent off; empty where
   * {@link #size} is.
   *
   * @throws DatabaseException if the database does not answer
   */
  public OptionalLong contentSize() {
    OptionalLong size = size();
    if (size.isEmpty()) {
      return size;
    }
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet percent =
            statement.executeQuery(
                """
                SELECT CAST(setting_value AS integer) FROM information_schema.settings
                 WHERE setting_name IN ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')
                """)) {
      long content = size.getAsLong();
      while (percent.next()) {
        content = content * percent.getInt(1) / 100;
      }
      return OptionalLong.of(content);
    } catch (SQLException e) {
      throw ConnectFailure.explain(jdbcUrl(), e);
    }
  }

  /** Closes the pool, and an H2 database that this process opened. Idempotent. */
  @Override
  public void close() {
    if (connections.isClosed()) {
      return;
    }
    connections.close();
    pool.closed();
    LOG.info("Closed database {}", jdbcUrl());
  }
}
