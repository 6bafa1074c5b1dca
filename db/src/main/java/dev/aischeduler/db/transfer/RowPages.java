package dev.aischeduler.db.transfer;

import dev.aischeduler.db.transfer.table.Row;
import java.sql.SQLException;
import java.util.List;

/** Rows of a table, some megabytes at a time. */
interface RowPages extends AutoCloseable {

  /** The next rows; none at the end. */
  List<Row> next() throws SQLException;

  /** Where the reader is, for one that goes on from here. */
  String place();

  @Override
  void close() throws SQLException;
}
