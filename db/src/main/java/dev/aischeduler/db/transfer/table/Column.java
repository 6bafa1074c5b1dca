package dev.aischeduler.db.transfer.table;

/**
 * A column that is stored: not one that the database computes.
 *
 * @param name in lower case
 * @param sqlName as the database stores it
 * @param nullable whether a row may have none
 * @param length of fixed text, else 0
 * @param identity true when the database numbers its rows
 */
public record Column(
    String name, String sqlName, ColumnKind kind, boolean nullable, int length, boolean identity) {

  /** Its name in a statement. */
  String quoted() {
    return '"' + sqlName + '"';
  }

  /** Its value in a condition. PostgreSQL uses no index to compare fixed text with other text. */
  String parameter() {
    return kind == ColumnKind.FIXED_TEXT ? "CAST(? AS char(" + length + "))" : "?";
  }
}
