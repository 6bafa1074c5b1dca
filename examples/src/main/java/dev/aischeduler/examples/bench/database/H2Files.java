package dev.aischeduler.examples.bench.database;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;
import java.nio.file.Path;
import org.h2.engine.Constants;

/**
 * H2 files, each in its own folder. The product opens them for every peer, so all peers run on the
 * same driver, options and durability.
 */
public final class H2Files implements Databases {
  private final Path folder;
  private int count;

  /** Files below a folder. */
  public H2Files(Path folder) {
    this.folder = Folders.create(folder, "bench-h2-");
  }

  @Override
  public Dialect dialect() {
    return Dialect.H2;
  }

  @Override
  public String describe() {
    return "H2 " + Constants.VERSION + ", embedded, file, WRITE_DELAY=0 with fsync";
  }

  @Override
  public Settings.Database fresh(int poolSize) {
    count++;
    Path file = folder.resolve("db" + count).resolve("jobs");
    return new Settings.Database("jdbc:h2:file:" + file, "sa", "", poolSize);
  }

  /** H2 keeps its statistics itself. */
  @Override
  public void settle(Settings.Database database) {}

  @Override
  public void drop(Settings.Database database) {
    Path file = Path.of(database.url().substring("jdbc:h2:file:".length()));
    Folders.delete(java.util.Objects.requireNonNull(file.getParent()));
  }

  @Override
  public void close() {
    Folders.delete(folder);
  }
}
