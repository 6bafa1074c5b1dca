package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.peer.PeerRun;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A long queue, made by SQL in a fraction of the time that submitting it would take: copies of one
 * submitted job under new ids.
 */
final class Backlog {
  private static final int BATCH = 50_000;

  private Backlog() {}

  /** Fills an empty database with queued jobs of the lane {@code llm}. */
  static void fill(Settings.Database settings, int jobs) {
    try (PeerRun run = Peers.AI_SCHEDULER.open(settings, 1, number -> {})) {
      run.submit(0);
    }
    try (Database database = Database.open(settings, Path.of("").toAbsolutePath())) {
      for (int done = 1; done < jobs; done += BATCH) {
        int from = done;
        int to = Math.min(jobs, done + BATCH) - 1;
        database.jdbi().useTransaction(h -> copy(h, database.dialect(), from, to));
      }
    }
  }

  private static void copy(Handle handle, Dialect dialect, int from, int to) {
    handle.execute("DROP TABLE IF EXISTS bench_id");
    handle.execute(
        "CREATE TABLE bench_id AS " + String.format(Locale.ROOT, ids(dialect), from, to));
    insert(handle, Map.of("id", "b.id", "sort_key", "t.sort_key + b.n"));
    handle.execute("DROP TABLE bench_id");
  }

  /** Ids that grow with time, as the product's do, so that the indexes look the same. */
  private static String ids(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL ->
          """
          SELECT CAST(lpad(to_hex(1767225600000 + n), 12, '0') || '7' || substr(md5(n::text), 1, 3)
                 || '8' || substr(md5(n::text), 4, 15) AS uuid) AS id, n
            FROM generate_series(%d, %d) AS s(n)""";
      case H2 -> "SELECT random_uuid(7) AS id, x AS n FROM system_range(%d, %d)";
    };
  }

  /** Copies the oldest job, with some columns replaced by expressions. */
  private static void insert(Handle handle, Map<String, String> replaced) {
    List<String> columns =
        handle
            .createQuery(
                """
                SELECT column_name FROM information_schema.columns
                 WHERE table_name IN ('job', 'JOB') AND is_generated = 'NEVER'
                 ORDER BY ordinal_position""")
            .mapTo(String.class)
            .map(column -> column.toLowerCase(Locale.ROOT))
            .list();
    String values =
        columns.stream()
            .map(column -> replaced.getOrDefault(column, "t." + column))
            .collect(Collectors.joining(", "));
    handle.execute(
        String.format(
            Locale.ROOT,
            """
        INSERT INTO job (%s) SELECT %s FROM job t, bench_id b
         WHERE t.id = (SELECT id FROM job ORDER BY created_at, sort_key LIMIT 1)""",
            String.join(", ", columns),
            values));
  }
}
