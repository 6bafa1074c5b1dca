package dev.aischeduler.db.shell;

import java.util.Locale;

/**
 * The {@code \d} commands as queries of the standard information schema, which both databases have.
 */
final class Catalogue {
  private static final String COMMAND = "\\d";

  private Catalogue() {}

  static boolean isCommand(String text) {
    return text.strip().equals(COMMAND) || text.strip().startsWith(COMMAND + " ");
  }

  static String query(String command) {
    String name = command.strip().substring(COMMAND.length()).strip();
    return name.isEmpty()
        ? String.format(
            Locale.ROOT,
            """
            SELECT %s AS name,
                   CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS kind
              FROM information_schema.tables
             WHERE %s = 'public'
             ORDER BY kind, name
            """,
            lower("table_name"),
            lower("table_schema"))
        : String.format(
            Locale.ROOT,
            """
            SELECT %s AS name, %s AS type,
                   character_maximum_length AS length, %s AS nullable
              FROM information_schema.columns
             WHERE %s = 'public' AND %s = '%s'
             ORDER BY ordinal_position
            """,
            lower("column_name"),
            lower("data_type"),
            lower("is_nullable"),
            lower("table_schema"),
            lower("table_name"),
            name.toLowerCase(Locale.ROOT).replace("'", "''"));
  }

  /** H2's LOWER follows the machine's language, in which a Turkish {@code ID} has no dot. */
  private static String lower(String column) {
    return "TRANSLATE(" + column + ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')";
  }
}
