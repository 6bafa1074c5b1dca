package dev.aischeduler.bench.database;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;
import java.nio.file.Path;
import org.h2.engine.Constants;

/**
 * H2 files, each in its own folder. The product opens them for every peer, so all run on the same
 * driver and pool, and for all of them each commit is on the disk when it returns: the product with
 * its own default, the others with {@link #writingEachCommit}.
 */
public final class H2Files implements Databases {
  private static final String PREFIX = "jdbc:h2:file:";
  private static final String EACH_COMMIT = ";WRITE_DELAY=0";

  private final Path folder;
  private int count;

  /** Files below a folder. */
  public H2Files(Path folder) {
    this.folder = Folders.create(folder, "bench-h2-");
  }

  /** The same database, where H2 writes each commit by itself; PostgreSQL as it is. */
  public static Settings.Database writingEachCommit(Settings.Database database) {
    return Dialect.of(database.url()) == Dialect.H2
        ? new Settings.Database(
            database.url() + EACH_COMMIT,
            database.username(),
            database.password(),
            database.poolSize())
        : database;
  }

  @Override
  public Dialect dialect() {
    return Dialect.H2;
  }

  @Override
  public String describe() {
    return "H2 "
        + Constants.VERSION
        + ", embedded, file; each commit is on disk when it returns"
        + " (AI Scheduler: its own default; all others: WRITE_DELAY=0 with O_DSYNC)";
  }

  @Override
  public Settings.Database fresh(int poolSize) {
    count++;
    Path file = folder.resolve("db" + count).resolve("jobs");
    return new Settings.Database(PREFIX + file, "sa", "", poolSize);
  }

  /** H2 keeps its statistics itself. */
  @Override
  public void settle(Settings.Database database) {}

  @Override
  public void drop(Settings.Database database) {
    Path file = Path.of(database.url().substring(PREFIX.length()));
    Folders.delete(java.util.Objects.requireNonNull(file.getParent()));
  }

  @Override
  public void close() {
    Folders.delete(folder);
  }
}
