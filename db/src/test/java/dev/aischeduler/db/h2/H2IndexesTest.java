package dev.aischeduler.db.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Predicate;
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
      remove(connection, index -> index.getName().equals("T_A_IDX"));
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

  @Test
  void keys_too_are_made_anew_and_demand_what_they_did() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id uuid PRIMARY KEY, a integer, b varchar(10), UNIQUE (a, b))");
      statement.execute(
          "INSERT INTO t SELECT CAST('00000000-0000-7000-8000-' || LPAD(x, 12, '0') AS uuid), x, 'b'"
              + " FROM system_range(1, 100) x");
      String key = generated(statement, "PRIMARY KEY");
      String unique = generated(statement, "UNIQUE INDEX");
      // of the first row the key alone is left, and the second is missing in the other index
      remove(connection, index -> !index.getName().equals(key));
      remove(connection, index -> index.getName().equals(unique));
      String again =
          "INSERT INTO t VALUES (CAST('00000000-0000-7000-8000-000000000001' AS uuid), 1, 'b')";
      assertThatThrownBy(() -> statement.execute(again)).hasMessageContaining("Unique index");

      H2Indexes.mend(connection);

      statement.execute(again);
      assertThat(
              count(
                  statement,
                  "SELECT COUNT(*) FROM t USE INDEX (\""
                      + key
                      + "\") WHERE id > CAST('00000000-0000-7000-8000-000000000000' AS uuid)"))
          .isEqualTo(100);
      assertThatThrownBy(() -> statement.execute(again)).hasMessageContaining("Unique index");
      assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (random_uuid(), 1, 'b')"))
          .hasMessageContaining("Unique index");
      assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (NULL, 200, 'b')"))
          .hasMessageContaining("NULL not allowed");
    }
  }

  /** As a crash can leave it: the first row of the table is missing in some indexes. */
  private static void remove(Connection connection, Predicate<Index> from) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    Table table = session.getDatabase().getMainSchema().getTableOrView(session, "T");
    var cursor = table.getScanIndex(session).find(session, null, null, false);
    cursor.next();
    Row row = cursor.get();
    for (Index index : table.getIndexes()) {
      if (from.test(index)) {
        index.remove(session, row);
      }
    }
    session.commit(false);
  }

  private static String generated(Statement statement, String type) throws SQLException {
    String sql =
        "SELECT index_name FROM information_schema.indexes WHERE table_name = 'T'"
            + " AND is_generated AND index_type_name = '"
            + type
            + "'";
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
