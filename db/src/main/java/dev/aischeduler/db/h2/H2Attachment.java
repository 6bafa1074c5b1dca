package dev.aischeduler.db.h2;

import com.zaxxer.hikari.HikariConfig;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.pool.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;

/**
 * Attaches to an H2 file: through the process that has it open, else directly. It never takes over
 * the file from a process that ends, which could not start again then.
 */
public record H2Attachment(Settings.Database settings, H2Location location) implements Pool {

  /**
   * Attaches to the database of the settings.
   *
   * @param baseFolder folder against which a relative path is resolved
   */
  public H2Attachment(Settings.Database settings, Path baseFolder) {
    this(settings, H2Location.of(settings.url(), baseFolder));
  }

  @Override
  public HikariConfig configure() {
    H2Pool.listenOnLoopbackOnly();
    HikariConfig pool = new HikariConfig();
    pool.setConnectionTimeout(H2Pool.CONNECTION_TIMEOUT_MS);
    pool.setUsername(location.username(settings));
    if (location.file() == null) {
      pool.setPassword(settings.password());
      pool.setJdbcUrl(location.clientUrl() + ";IFEXISTS=TRUE");
    } else {
      configureFile(pool);
    }
    return pool;
  }

  private void configureFile(HikariConfig pool) {
    if (!Files.exists(location.sibling(".mv.db"))) {
      throw new DatabaseException(
          "There is no database "
              + location.sibling(".mv.db")
              + ": start the server once, or check database.url");
    }
    pool.setPassword(
        settings.password().isEmpty()
            ? new H2PasswordFile(location.sibling(".password")).read()
            : settings.password());
    FilePath.register(new H2DurableFile());
    H2Recovery.recover(location.sibling(".mv.db"));
    pool.setJdbcUrl(
        H2Sharing.find(location.sibling(".lock.db"))
            .orElse(
                "jdbc:h2:"
                    + H2DurableFile.PREFIX
                    + "async:"
                    + location.file()
                    + ";TRACE_LEVEL_FILE=0;ANALYZE_AUTO=0;IFEXISTS=TRUE"));
  }

  @Override
  public String shownUrl() {
    return location.clientUrl();
  }
}
