package dev.aischeduler.db.h2;

import com.zaxxer.hikari.HikariConfig;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.engine.SysProperties;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embedded H2, owned by this process: a file that other programs may read, or memory. */
public final class H2Pool implements Pool {
  private static final Logger LOG = LoggerFactory.getLogger(H2Pool.class);

  /** How long a caller waits for a connection: one that is in use is returned soon. */
  static final long CONNECTION_TIMEOUT_MS = 5000;

  private static final String LOOPBACK = "127.0.0.1";
  private static final String BIND_ADDRESS = "h2.bindAddress";

  private final Settings.Database settings;
  private final UnaryOperator<DataSource> wrapDriver;
  private final H2Location location;
  private final String databaseName;
  private final JdbcDataSource connections;
  private final boolean durable;
  private @Nullable H2Sharing sharing;
  private boolean crashed;
  private @Nullable H2Compaction compaction;

  /**
   * A pool that is not open yet.
   *
   * @param baseFolder folder against which a relative path is resolved
   * @param wrapDriver given the driver, returns what the pool takes its connections from
   * @throws DatabaseException if the URL is not one of a file or of memory
   */
  public H2Pool(Settings.Database settings, Path baseFolder, UnaryOperator<DataSource> wrapDriver) {
    listenOnLoopbackOnly();
    this.connections = new JdbcDataSource();
    this.settings = settings;
    this.wrapDriver = wrapDriver;
    this.location = H2Location.of(settings.url(), baseFolder);
    this.durable =
        location.file() != null && "0".equals(location.options().getOrDefault("WRITE_DELAY", "0"));
    // async: else interrupting a thread that reads closes the file under all the others.
    this.databaseName =
        location.file() == null
            ? "mem:" + location.memoryName()
            : (durable ? H2DurableFile.PREFIX : "") + "async:" + location.file();
  }

  /**
   * H2 reads the address once, when its first class loads, and would else offer the database on
   * every network interface.
   */
  static void listenOnLoopbackOnly() {
    if (System.getProperty(BIND_ADDRESS) == null) {
      System.setProperty(BIND_ADDRESS, LOOPBACK);
    }
    if (!LOOPBACK.equals(SysProperties.BIND_ADDRESS)) {
      throw new DatabaseException(
          "H2 would share the database on address "
              + SysProperties.BIND_ADDRESS
              + "; start the program with -D"
              + BIND_ADDRESS
              + "="
              + LOOPBACK
              + ", and use PostgreSQL for access over a network");
    }
  }

  @Override
  public HikariConfig configure() {
    FilePath.register(new H2DurableFile());
    if (location.file() != null) {
      checkWritable();
      crashed = H2Recovery.recover(location.sibling(".mv.db"));
    }
    connections.setUser(location.username(settings));
    connections.setPassword(password());
    connections.setUrl(url());
    HikariConfig pool = new HikariConfig();
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    pool.setDataSource(wrapDriver.apply(connections));
    pool.setExceptionOverride(new H2Eviction());
    // Connections of an embedded database do not go stale.
    pool.setMaxLifetime(0);
    return pool;
  }

  /** H2 opens a file that it may not write as a read-only database, in which no job can run. */
  private void checkWritable() {
    Path file = location.sibling(".mv.db");
    Path folder = file.getParent();
    for (Path needed : new Path[] {folder, file}) {
      if (Files.exists(needed) && !Files.isWritable(needed)) {
        throw new DatabaseException(
            "Cannot write to "
                + needed
                + ", where the database is; make it writable or choose another place with"
                + " database.url");
      }
    }
  }

  private String password() {
    if (!settings.password().isEmpty() || location.file() == null) {
      return settings.password();
    }
    H2PasswordFile file = new H2PasswordFile(location.sibling(".password"));
    return Files.exists(location.sibling(".mv.db")) ? file.read() : file.readOrCreate();
  }

  private String url() {
    Map<String, String> options = new LinkedHashMap<>(location.options());
    // H2's own sharing waits 4 seconds after a crash and closes the database at the first sign of
    // shutdown, under the workers that still finish: H2Sharing stands in for it.
    options.remove("AUTO_SERVER");
    options.putIfAbsent("DB_CLOSE_ON_EXIT", "FALSE");
    options.putIfAbsent("DB_CLOSE_DELAY", "-1");
    options.putIfAbsent("TRACE_LEVEL_FILE", "0");
    // transactions take milliseconds: who waits for longer is better off to begin again
    options.putIfAbsent("LOCK_TIMEOUT", "3000");
    // each session keeps its statements parsed; the default of 8 is fewer than a job needs
    options.putIfAbsent("QUERY_CACHE_SIZE", "128");
    options.putIfAbsent("CACHE_SIZE", Long.toString(pageCacheKb(Runtime.getRuntime().maxMemory())));
    if (location.file() != null) {
      options.putIfAbsent("WRITE_DELAY", "0");
    }
    if (durable) {
      // H2Compaction does it; H2's own at the stop leaves the file larger than that.
      options.putIfAbsent("MAX_COMPACT_TIME", "0");
      // Safe because chunks reach the disk in order, and H2Recovery finds the newest.
      options.putIfAbsent("RETENTION_TIME", "0");
      // H2Compaction does it.
      options.putIfAbsent("ANALYZE_AUTO", "0");
    }
    StringBuilder url = new StringBuilder("jdbc:h2:").append(databaseName);
    options.forEach((name, value) -> url.append(';').append(name).append('=').append(value));
    return url.toString();
  }

  /**
   * A sixteenth of the heap, up to 256 MiB. H2's own 16 MiB hold the pages of a few thousand jobs;
   * a commit then reads back what the same transaction has written.
   */
  private static long pageCacheKb(long heapBytes) {
    long mib = Math.max(16, Math.min(256, heapBytes / 16 / (1024 * 1024)));
    return mib * 1024;
  }

  @Override
  public String shownUrl() {
    return location.clientUrl();
  }

  /** Prompts and results are for the user who runs the server; H2 keeps the mode of its file. */
  private static void keepPrivate(Path file) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("Other users of this machine may be able to read {}: {}", file, e.toString());
    }
  }

  @Override
  public void opened() {
    if (location.file() != null) {
      keepPrivate(location.sibling(".mv.db"));
      if (crashed) {
        mendIndexes();
      }
    }
  }

  @Override
  public void migrated() {
    if (location.file() != null) {
      if (durable) {
        startCompaction();
      }
      sharing = H2Sharing.start(databaseName, location.sibling(".lock.db"));
    }
  }

  private void mendIndexes() {
    try (Connection connection = connections.getConnection()) {
      H2Indexes.mend(connection);
    } catch (SQLException e) {
      throw new DatabaseException(
          "Cannot check the indexes of " + location.file() + " after a crash: " + e.getMessage(),
          e);
    }
  }

  private void startCompaction() {
    try {
      compaction = H2Compaction.start(connections);
    } catch (SQLException e) {
      throw new DatabaseException(
          "Cannot manage the size of " + location.file() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Shuts the database down even if other programs use it, so that it is closed in order. The pool
   * is closed by now: it would open the database again.
   */
  @Override
  public void closed() {
    if (sharing != null) {
      sharing.close();
    }
    boolean compact = compaction != null && compaction.stop();
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(compact ? "SHUTDOWN COMPACT" : "SHUTDOWN");
    } catch (SQLException e) {
      LOG.warn("H2 did not shut down in order and recovers when opened next: {}", e.toString());
    }
  }
}
