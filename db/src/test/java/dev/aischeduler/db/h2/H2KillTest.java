package dev.aischeduler.db.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.TestDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment loses no acknowledged commit. */
@Tag("drill")
class H2KillTest {
  @TempDir Path folder;

  @Test
  void a_killed_process_loses_no_acknowledged_commit_and_its_file_opens_at_once() throws Exception {
    Random random = new Random();
    int kills = DatabaseDrills.size(3, 50);
    List<Long> ended = new ArrayList<>();
    long first = 0;
    long slowest = 0;
    int differ = 0;
    for (int i = 0; i < kills; i++) {
      ended.addAll(TrafficProcess.runAndKill(folder, first, 1 + random.nextInt(1500)));
      long began = System.nanoTime();
      try (Database database = Database.open(TestDatabases.h2File(folder), folder)) {
        slowest = Math.max(slowest, System.nanoTime() - began);
        assertThat(database.jdbi().withHandle(H2KillTest::succeeded))
            .as("after kill %d", i + 1)
            .containsAll(ended);
        differ += database.jdbi().withHandle(H2KillTest::indexesDiffer) ? 1 : 0;
        first = database.jdbi().withHandle(H2KillTest::last);
      }
    }
    DatabaseDrills.report(
        "h2: %d kills, %,d acknowledged jobs, 0 lost; %d times an index differed from its table;"
            + " slowest open %d ms",
        kills, ended.size(), differ, TimeUnit.NANOSECONDS.toMillis(slowest));
  }

  /** Sort keys of the jobs that ended with their whole history, read from the table itself. */
  private static List<Long> succeeded(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT j.sort_key FROM job j JOIN job_event e ON e.job_id = j.id
             WHERE j.status = 'succeeded'
             GROUP BY j.sort_key HAVING COUNT(*) = 3
            """)
        .mapTo(Long.class)
        .list();
  }

  private static boolean indexesDiffer(Handle handle) {
    return LongStream.of(
                count(handle, "job WHERE LENGTH(request) > 0"),
                count(handle, "job USE INDEX (job_status_idx) WHERE status >= ''"),
                count(handle, "job USE INDEX (job_claim_idx) WHERE lane >= ''"))
            .distinct()
            .count()
        > 1;
  }

  private static long count(Handle handle, String from) {
    return handle.createQuery("SELECT COUNT(*) FROM " + from).mapTo(Long.class).one();
  }

  private static long last(Handle handle) {
    return handle.createQuery("SELECT MAX(sort_key) FROM job").mapTo(Long.class).one();
  }
}
