package dev.aischeduler.db.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the indexes of an H2 file fit their tables again, after a process that had it open was
 * killed: H2 writes its maps one after the other while others change them, so that of a transaction
 * which was acknowledged to no client, one map may have a part that another lacks (docs/adr/0016).
 * An index that has other rows than its table is made anew.
 */
final class H2Indexes {
  private static final Logger LOG = LoggerFactory.getLogger(H2Indexes.class);

  private static final String ALL =
      """
      SELECT i.table_name, i.index_name, i.index_type_name,
             LISTAGG('"' || c.column_name || '" ' || c.ordering_specification, ', ')
               WITHIN GROUP (ORDER BY c.ordinal_position) AS ordering,
             LISTAGG('"' || c.column_name || '"', ', ')
               WITHIN GROUP (ORDER BY c.ordinal_position) AS columns,
             t.constraint_name, t.constraint_type
        FROM information_schema.indexes i
        JOIN information_schema.index_columns c
          ON c.index_schema = i.index_schema AND c.index_name = i.index_name
        LEFT JOIN information_schema.table_constraints t
          ON t.index_schema = i.index_schema AND t.index_name = i.index_name
             AND t.constraint_type IN ('PRIMARY KEY', 'UNIQUE')
       WHERE i.table_schema = 'PUBLIC'
         AND (t.constraint_name IS NOT NULL
              OR i.index_type_name IN ('INDEX', 'UNIQUE INDEX') AND NOT i.is_generated)
       GROUP BY i.table_name, i.index_name, i.index_type_name, t.constraint_name, t.constraint_type
       ORDER BY i.table_name, i.index_name""";

  /**
   * An index.
   *
   * @param ordering its columns with their directions
   * @param constraint that it is the index of, and what it demands; null for a declared index
   */
  private record Index(
      String table,
      String name,
      String type,
      String ordering,
      String columns,
      @Nullable String constraint,
      @Nullable String demand) {

    /** Statements that make it anew. */
    List<String> anew() {
      if (constraint == null) {
        return List.of(
            String.format(Locale.ROOT, "DROP INDEX \"%s\"", name),
            String.format(
                Locale.ROOT, "CREATE %s \"%s\" ON \"%s\" (%s)", type, name, table, ordering));
      }
      return List.of(
          String.format(
              Locale.ROOT, "ALTER TABLE \"%s\" DROP CONSTRAINT \"%s\"", table, constraint),
          String.format(
              Locale.ROOT,
              "ALTER TABLE \"%s\" ADD CONSTRAINT \"%s\" %s (%s)",
              table,
              constraint,
              demand,
              columns));
    }
  }

  private H2Indexes() {}

  /** Looks at every index; takes as long as it takes to read them once. */
  static void mend(Connection connection) throws SQLException {
    for (Index index : all(connection)) {
      if (differs(connection, index, rows(connection, index))) {
        makeAnew(connection, index);
      }
    }
  }

  private static void makeAnew(Connection connection, Index index) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : index.anew()) {
        statement.execute(sql);
      }
      LOG.warn(
          "index {} did not fit table {} after a crash; it has been made anew",
          index.name(),
          index.table());
    } catch (SQLException e) {
      // a key of Quartz or Spring Batch that other tables refer to
      LOG.error(
          "index {} does not fit table {} after a crash and cannot be made anew ({}); make a new"
              + " database of this one by ai_scheduler db backup and db restore",
          index.name(),
          index.table(),
          e.getMessage());
    }
  }

  private static boolean differs(Connection connection, Index index, long rows) {
    try {
      return entries(connection, index) != rows;
    } catch (SQLException e) {
      // an entry without its row cannot be read
      return true;
    }
  }

  /** The rows of the table itself: what counts is read from it, and from no index. */
  private static long rows(Connection connection, Index index) throws SQLException {
    return count(
        connection,
        String.format(
            Locale.ROOT,
            "SELECT COUNT(*) FROM \"%s\" USE INDEX () WHERE _ROWID_ >= -9223372036854775808",
            index.table()));
  }

  /** The order makes H2 read the index, whose entries lead to the rows. */
  private static long entries(Connection connection, Index index) throws SQLException {
    return count(
        connection,
        String.format(
            Locale.ROOT,
            "SELECT COUNT(*) FROM (SELECT * FROM \"%s\" USE INDEX (\"%s\") ORDER BY %s) entries",
            index.table(),
            index.name(),
            index.ordering()));
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Index> all(Connection connection) throws SQLException {
    List<Index> indexes = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      while (rows.next()) {
        indexes.add(
            new Index(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7)));
      }
    }
    return indexes;
  }
}
