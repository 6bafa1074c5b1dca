package dev.aischeduler.db.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file as each moment of a crash would leave it: all writes of a run are kept, and a number of
 * them, the last one whole or cut, make the file that is opened again.
 */
class H2CrashPointsTest {
  private static final int COMMITS = 600;
  private static final int IMAGES = 60;
  private static final int ROWS = 300;

  @TempDir Path folder;

  @Test
  void at_every_moment_all_acknowledged_commits_are_found_again() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RecordedFile file = record(random);
    String password = Files.readString(folder.resolve("jobs.password")).strip();
    int lostByH2 = 0;
    for (int i = 0; i < IMAGES; i++) {
      int writes = file.anyPoint(random);
      int cut = random.nextInt(4);
      Path copy = folder.resolve("copy" + i + ".mv.db");
      int acknowledged = file.restore(writes, cut, copy);
      Files.copy(copy, folder.resolve("other" + i + ".mv.db"));
      H2Recovery.recover(copy);
      assertThat(lastCommit("copy" + i, password))
          .as("seed %d, %d writes, cut %d", seed, writes, cut)
          .isGreaterThanOrEqualTo(acknowledged);
      lostByH2 += lastCommit("other" + i, password) < acknowledged ? 1 : 0;
    }
    // When this fails, H2 has mended it, and H2Recovery can go.
    assertThat(lostByH2).as("crashes that H2 alone loses commits in, seed %d", seed).isPositive();
  }

  @Test
  void a_file_that_was_closed_in_order_or_is_in_use_is_left_alone() throws Exception {
    Path file = folder.resolve("jobs.mv.db");
    Database.open(TestDatabases.h2File(folder), folder).close();
    byte[] before = Files.readAllBytes(file);
    H2Recovery.recover(file);
    assertThat(file).hasBinaryContent(before);
    H2Recovery.recover(folder.resolve("none.mv.db"));
    assertThat(folder.resolve("none.mv.db")).doesNotExist();
    Files.write(folder.resolve("other.mv.db"), new byte[20_000]);
    H2Recovery.recover(folder.resolve("other.mv.db"));
    assertThat(folder.resolve("other.mv.db")).hasBinaryContent(new byte[20_000]);
  }

  private RecordedFile record(Random random) throws SQLException {
    try (RecordedFile file = RecordedFile.start();
        Database database = Database.open(TestDatabases.h2File(folder), folder);
        Connection connection = database.dataSource().getConnection()) {
      database
          .jdbi()
          .useHandle(
              h -> {
                h.execute("CREATE TABLE t (id integer PRIMARY KEY, v integer, pad varchar)");
                h.execute("CREATE INDEX t_v_idx ON t (v)");
                h.execute(
                    "INSERT INTO t SELECT x, 0, REPEAT('x', 100) FROM SYSTEM_RANGE(0, ?)", ROWS);
              });
      connection.setAutoCommit(false);
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE t SET v = ?, pad = ? WHERE id = ? OR id = 0")) {
        for (int i = 1; i <= COMMITS; i++) {
          update.setInt(1, i);
          update.setString(2, "y".repeat(random.nextInt(200)));
          update.setInt(3, random.nextInt(ROWS));
          update.executeUpdate();
          connection.commit();
          file.note(i);
        }
      }
      return file;
    }
  }

  /** The number of the last commit, or -1 when an index differs from its table. */
  private int lastCommit(String name, String password) throws SQLException {
    JdbcDataSource file = new JdbcDataSource();
    file.setUrl(
        "jdbc:h2:file:" + folder.resolve(name) + ";DB_CLOSE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    file.setUser("sa");
    file.setPassword(password);
    try (Connection connection = file.getConnection();
        ResultSet found =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT (SELECT v FROM t WHERE id = 0), COUNT(LENGTH(pad)),
                           (SELECT COUNT(*) FROM t USE INDEX (t_v_idx) WHERE v >= 0)
                      FROM t
                    """)) {
      found.next();
      return List.of(found.getInt(2), found.getInt(3)).equals(List.of(ROWS + 1, ROWS + 1))
          ? found.getInt(1)
          : -1;
    } catch (SQLException e) {
      return -1;
    }
  }
}
