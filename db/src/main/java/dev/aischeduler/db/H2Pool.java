package dev.aischeduler.db;

import com.zaxxer.hikari.HikariConfig;
import dev.aischeduler.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.engine.SysProperties;
import org.h2.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and shuts the embedded H2 database. */
final class H2Pool {
  private static final Logger LOG = LoggerFactory.getLogger(H2Pool.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String BIND_ADDRESS = "h2.bindAddress";

  private H2Pool() {}

  static HikariConfig configure(Settings.Database settings, Path home, boolean create) {
    listenOnLoopbackOnly();
    H2Location location = H2Location.of(settings.url(), home);
    String username = settings.username().isEmpty() ? "sa" : settings.username();
    HikariConfig pool = new HikariConfig();
    pool.setUsername(username);
    pool.setPassword(password(settings, location, create));
    pool.setJdbcUrl(url(location, create));
    // Connections of an embedded database do not go stale.
    pool.setMaxLifetime(0);
    return pool;
  }

  /**
   * H2 reads the address once, when its first class loads, and would else offer the database on
   * every network interface.
   */
  private static void listenOnLoopbackOnly() {
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

  private static String password(Settings.Database settings, H2Location location, boolean create) {
    if (!settings.password().isEmpty() || location.file() == null) {
      return settings.password();
    }
    boolean exists = Files.exists(location.sibling(".mv.db"));
    H2PasswordFile file = new H2PasswordFile(location.sibling(".password"));
    return create && !exists ? file.readOrCreate() : file.read();
  }

  private static String url(H2Location location, boolean create) {
    Map<String, String> options = new LinkedHashMap<>(location.options());
    options.putIfAbsent("TRACE_LEVEL_FILE", "0");
    options.putIfAbsent("LOCK_TIMEOUT", "10000");
    if (!create) {
      options.put("IFEXISTS", "TRUE");
    }
    StringBuilder url = new StringBuilder("jdbc:h2:");
    if (location.file() == null) {
      options.putIfAbsent("DB_CLOSE_DELAY", "-1");
      url.append("mem:").append(location.memoryName());
    } else {
      options.putIfAbsent("AUTO_SERVER", "TRUE");
      options.putIfAbsent("WRITE_DELAY", "0");
      url.append("file:").append(location.file());
    }
    options.forEach((name, value) -> url.append(';').append(name).append('=').append(value));
    return url.toString();
  }

  /**
   * Shuts the database down if this process holds it; else another program that looks at it would
   * keep it open, and the end of this process would be like a crash.
   */
  static void shutDown(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      if (connection.unwrap(JdbcConnection.class).getSession().isRemote()) {
        return;
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      }
    } catch (SQLException e) {
      LOG.warn("H2 did not shut down in order and recovers when opened next: {}", e.getMessage());
    }
  }
}
