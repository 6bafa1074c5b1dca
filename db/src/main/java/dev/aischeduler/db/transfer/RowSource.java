package dev.aischeduler.db.transfer;

import dev.aischeduler.db.transfer.table.Table;
import dev.aischeduler.db.transfer.table.TableSum;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Where rows come from: a database or a backup. For one thread. */
public sealed interface RowSource permits DatabaseRows, BackupRows {

  /** Its name, which stays the same as long as its content does. */
  String name();

  /** Number of the last migration of its tables. */
  String schemaVersion();

  /** How many rows it has of a table. */
  long count(Table table) throws SQLException;

  /**
   * Rows of a table in an order that stays the same.
   *
   * @param place where an earlier reader was; empty for the start
   */
  RowPages open(Table table, String place) throws SQLException;

  /** What each sequence gives next, by its name; an identity column is {@code table.column}. */
  Map<String, Long> nextValues() throws SQLException;

  /** What the tables hold. */
  List<TableSum> sums(List<Table> tables, TransferListener listener) throws SQLException;
}
