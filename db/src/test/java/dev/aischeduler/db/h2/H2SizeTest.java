package dev.aischeduler.db.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An H2 file holds its content and a bounded amount of garbage, whatever the traffic. */
class H2SizeTest {
  private static final long MB = 1 << 20;
  private static final int THREADS = 8;

  @TempDir Path folder;

  @Test
  void stays_small_under_traffic_shrinks_while_idle_and_stays_so_when_closed() throws Exception {
    long busy;
    try (Database database = open()) {
      new JobTraffic(database.dataSource()).run(20_000, THREADS);
      busy = size();
      assertThat(database.size()).isPresent();
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> size() < 2 * database.contentSize().orElseThrow());
    }
    long closed = size();
    long compact = compact();
    assertThat(busy).isLessThan(3 * compact + 64 * MB);
    assertThat(closed).isLessThan(3 * compact + 4 * MB);
  }

  @Test
  void is_compacted_at_the_stop() throws Exception {
    long busy;
    try (Database database = open()) {
      new JobTraffic(database.dataSource()).run(2000, 1);
      busy = size();
    }
    assertThat(size()).isLessThan(busy / 3);
    try (Database again = open()) {
      assertThat(jobs(again)).isEqualTo(2000);
    }
  }

  @Test
  @Tag("drill")
  void after_200_000_jobs_it_is_small_and_as_fast_as_before() throws Exception {
    int part = DatabaseDrills.size(2000, 20_000);
    long first = 0;
    long last = 0;
    long largest = 0;
    try (Database database = open()) {
      JobTraffic traffic = new JobTraffic(database.dataSource());
      traffic.run(part / 4, THREADS); // compiles
      for (int i = 0; i < 10; i++) {
        last = traffic.run(part, THREADS);
        first = i == 0 ? last : first;
        largest = Math.max(largest, size());
      }
    }
    long closed = size();
    long compact = compact();
    DatabaseDrills.report(
        "h2: %,d jobs; file at most %d MB, %d MB after the stop, %d MB compacted; first tenth %,d"
            + " jobs/s, last %,d",
        10 * part,
        largest / MB,
        closed / MB,
        compact / MB,
        part * 1_000_000_000L / first,
        part * 1_000_000_000L / last);
    assertThat(largest).isLessThan(3 * compact + 64 * MB);
    assertThat(closed).isLessThan(3 * compact + 64 * MB);
  }

  @Test
  void only_a_file_has_a_size() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      assertThat(database.size()).isEqualTo(OptionalLong.empty());
      assertThat(database.contentSize()).isEqualTo(OptionalLong.empty());
    }
  }

  private Database open() {
    return Database.open(TestDatabases.h2File(folder), folder);
  }

  private long size() throws IOException {
    return Files.size(folder.resolve("jobs.mv.db"));
  }

  private static long jobs(Database database) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT COUNT(*) FROM job").mapTo(Long.class).one());
  }

  /** What {@code SHUTDOWN COMPACT} leaves. */
  private long compact() throws Exception {
    JdbcDataSource file = new JdbcDataSource();
    file.setUrl("jdbc:h2:file:" + folder.resolve("jobs"));
    file.setUser("sa");
    file.setPassword(Files.readString(folder.resolve("jobs.password")).strip());
    try (var connection = file.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN COMPACT");
    }
    return size();
  }
}
