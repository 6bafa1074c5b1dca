package dev.aischeduler.db.transfer.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Inserts rows as they are, numbers of the database's own included. For one thread. */
public final class TableWriter implements AutoCloseable {
  private final Table table;
  private final PreparedStatement insert;

  /** A writer of one table. */
  public TableWriter(Connection connection, Table table) throws SQLException {
    this.table = table;
    boolean numbered = table.columns().stream().anyMatch(Column::identity);
    this.insert =
        connection.prepareStatement(
            "INSERT INTO "
                + table.quoted()
                + " ("
                + table.columnList()
                + ")"
                + (numbered ? " OVERRIDING SYSTEM VALUE" : "")
                + " VALUES ("
                + "?, ".repeat(table.columns().size() - 1)
                + "?)");
  }

  /** Inserts them within the transaction of the connection. */
  public void write(List<Row> rows) throws SQLException {
    for (Row row : rows) {
      for (int i = 0; i < row.values().size(); i++) {
        table.columns().get(i).kind().bind(insert, i + 1, row.values().get(i));
      }
      insert.addBatch();
    }
    insert.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
