package dev.aischeduler.bench;

import dev.aischeduler.bench.database.Databases;
import dev.aischeduler.bench.database.H2Files;
import dev.aischeduler.bench.database.PostgresServer;
import dev.aischeduler.db.Dialect;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The kinds of databases that a benchmark runs on. */
final class DatabaseOptions {
  @Option(
      names = "--database",
      paramLabel = "KIND",
      split = ",",
      description = "Of ${COMPLETION-CANDIDATES} (default: both).")
  private List<Dialect> dialects = List.of(Dialect.POSTGRESQL, Dialect.H2);

  @Option(
      names = "--pg-url",
      paramLabel = "URL",
      description =
          "PostgreSQL server whose user may create databases; password in PGPASSWORD"
              + " (default: start one with fsync on).")
  private @Nullable String pgUrl;

  @Option(names = "--pg-user", defaultValue = "postgres", description = "Its user.")
  private String pgUser = "postgres";

  /**
   * Opens each kind that was asked for.
   *
   * @param opened gets them as they are opened, for the caller to close even when one fails
   */
  void open(List<Databases> opened, Path scratch) {
    for (Dialect dialect : dialects) {
      opened.add(open(dialect, scratch));
    }
  }

  private Databases open(Dialect dialect, Path scratch) {
    return switch (dialect) {
      case H2 -> new H2Files(scratch);
      case POSTGRESQL ->
          pgUrl == null
              ? PostgresServer.start(scratch)
              : PostgresServer.at(pgUrl, pgUser, System.getenv().getOrDefault("PGPASSWORD", ""));
    };
  }
}
