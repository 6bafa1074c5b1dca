package dev.aischeduler.db.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.h2.DatabaseDrills;
import dev.aischeduler.db.queue.Claim;
import dev.aischeduler.db.queue.JobQueue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any page of a copy from H2 to PostgreSQL costs the time of that page. */
@Tag("drill")
class DatabaseCopyKillTest {
  private static final int CLAIMED = 50;

  @TempDir Path folder;

  @Test
  void killed_again_and_again_it_ends_with_the_same_rows_and_the_queue_goes_on() throws Exception {
    int jobs = DatabaseDrills.size(300, 100_000);
    try (Database source = Database.open(TestDatabases.h2File(folder), folder)) {
      SampleRows.fill(source, jobs, 2000);
    }
    Settings.Database to = TestDatabases.empty(Dialect.POSTGRESQL);
    Random random = new Random(7);
    int wanted = DatabaseDrills.size(2, 6);
    int kills = 0;
    while (kills < wanted
        && CopyProcess.runAndKill(folder, to, 1 + random.nextInt(DatabaseDrills.size(18, 60)))) {
      kills++;
      assertThatThrownBy(() -> Database.open(to, folder))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("unfinished copy of jdbc:h2:file:" + folder)
          .hasMessageContaining("db copy");
    }
    assertThat(kills).isEqualTo(wanted);

    CopyProcess.run(folder, to);

    Comparison result = compare(to);
    assertThat(result.different()).isEmpty();
    assertThat(result.target()).filteredOn(sum -> sum.rows() == 0).as("empty tables").isEmpty();
    assertThat(result.target()).hasSizeGreaterThan(35);
    assertThat(result.target())
        .anyMatch(sum -> sum.table().equals("job") && sum.rows() == jobs)
        .anyMatch(sum -> sum.table().equals("artifact_content") && sum.rows() == jobs);
    try (Database moved = Database.open(to, folder)) {
      goesOn(moved);
    }
    DatabaseDrills.report(
        "copy from h2 to postgresql: %,d jobs, %,d rows, killed %d times: all counts and checksums"
            + " equal",
        jobs, result.rows(), kills);
    if (jobs > 1000) {
      long began = System.nanoTime();
      CopyProcess.run(folder, TestDatabases.empty(Dialect.POSTGRESQL));
      DatabaseDrills.report(
          "copy from h2 to postgresql: %,d rows in one go, compared, in %d s",
          result.rows(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }
  }

  /** Reads both sides here, after the processes that copied. */
  private Comparison compare(Settings.Database to) throws SQLException {
    TransferListener quiet = (step, table, done, total) -> {};
    try (Database source = Database.own(TestDatabases.h2File(folder), folder);
        DatabaseRows from = new DatabaseRows(source);
        Database target = Database.open(to, folder);
        DatabaseRows into = new DatabaseRows(target)) {
      return new Comparison(from.sums(from.tables(), quiet), into.sums(from.tables(), quiet));
    }
  }

  private static void goesOn(Database moved) {
    List<?> claimed =
        new JobQueue(moved)
            .turn(
                List.of(), List.of(new Claim(TestTaskTypes.LLM, CLAIMED, 0)), "node", Instant.now())
            .claimed()
            .get(0)
            .jobs();
    assertThat(claimed).hasSize(CLAIMED);
    // the claims wrote history with numbers that no row had
    long repeated =
        moved
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("SELECT COUNT(*) - COUNT(DISTINCT seq) FROM job_event")
                        .mapTo(Long.class)
                        .one());
    assertThat(repeated).isZero();
  }
}
