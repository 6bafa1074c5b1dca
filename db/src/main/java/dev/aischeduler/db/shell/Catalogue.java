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
        ? """
          SELECT LOWER(table_name) AS name,
                 CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS kind
            FROM information_schema.tables
           WHERE LOWER(table_schema) = 'public'
           ORDER BY kind, name
          """
        : String.format(
            Locale.ROOT,
            """
          SELECT LOWER(column_name) AS name, LOWER(data_type) AS type,
                 character_maximum_length AS length, LOWER(is_nullable) AS nullable
            FROM information_schema.columns
           WHERE LOWER(table_schema) = 'public' AND LOWER(table_name) = LOWER('%s')
           ORDER BY ordinal_position
          """,
            name.replace("'", "''"));
  }
}
