package dev.aischeduler.db.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.jdbc.JdbcConnection;
import org.h2.result.Row;
import org.h2.table.Table;
import org.junit.jupiter.api.Test;

class H2IndexesTest {
  @Test
  void an_index_that_lacks_a_row_or_has_one_too_many_is_made_anew_and_the_others_stay()
      throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id uuid PRIMARY KEY, a integer, b varchar(10))");
      statement.execute("CREATE INDEX t_a_idx ON t (a DESC, b)");
      statement.execute("CREATE UNIQUE INDEX t_b_idx ON t (b)");
      statement.execute(
          "INSERT INTO t SELECT random_uuid(), mod(x, 7), 'b' || x FROM system_range(1, 100)");
      statement.execute("INSERT INTO t VALUES (random_uuid(), NULL, NULL)");
      remove(connection, "T_A_IDX");
      assertThat(
              count(
                  statement,
                  "SELECT COUNT(*) FROM (SELECT a FROM t USE INDEX (t_a_idx) ORDER BY a DESC, b)"))
          .isEqualTo(100);

      H2Indexes.mend(connection);

      assertThat(
              count(
                  statement,
                  "SELECT COUNT(*) FROM (SELECT a FROM t USE INDEX (t_a_idx) ORDER BY a DESC, b)"))
          .isEqualTo(101);
      assertThat(
              count(
                  statement,
                  "SELECT COUNT(*) FROM information_schema.indexes WHERE index_type_name = 'UNIQUE INDEX' AND index_name = 'T_B_IDX'"))
          .isEqualTo(1);
    }
  }

  /** As a crash can leave it: the first row of the table is missing in the index. */
  private static void remove(Connection connection, String name) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    Table table = session.getDatabase().getMainSchema().getTableOrView(session, "T");
    var cursor = table.getScanIndex(session).find(session, null, null, false);
    cursor.next();
    Row row = cursor.get();
    for (Index index : table.getIndexes()) {
      if (index.getName().equals(name)) {
        index.remove(session, row);
      }
    }
    session.commit(false);
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
