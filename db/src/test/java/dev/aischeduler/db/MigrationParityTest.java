package dev.aischeduler.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The migrations of both databases make the same tables, columns, keys, indexes and views. Names
 * are compared in lower case.
 */
class MigrationParityTest {
  private static final String OURS =
      " LOWER(table_schema) = 'public'" + " AND LOWER(table_name) <> 'flyway_schema_history' ";

  /** H2's own LOWER follows the language of the machine. */
  private static final String LOWER =
      "TRANSLATE($1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')";

  /** Types that hold the same values under another name. */
  private static final Map<String, String> SAME_TYPE =
      Map.of(
          "binary large object",
          "bytea",
          "text",
          "character varying",
          "character large object",
          "character varying",
          "timestamp without time zone",
          "timestamp");

  private static Database h2;
  private static Database postgres;

  @BeforeAll
  static void migrate() {
    h2 = TestDatabases.open(Dialect.H2);
    postgres = TestDatabases.open(Dialect.POSTGRESQL);
  }

  @AfterAll
  static void close() {
    h2.close();
    postgres.close();
  }

  @Test
  void tables_and_views_are_the_same() {
    String sql =
        "SELECT LOWER(table_name), CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END"
            + " FROM information_schema.tables WHERE"
            + OURS;
    assertThat(pairs(h2, sql)).isEqualTo(pairs(postgres, sql)).containsEntry("job", "table");
  }

  @Test
  void columns_of_tables_and_views_have_the_same_names_in_the_same_order() {
    // PostgreSQL numbers dropped columns too
    String sql =
        "SELECT LOWER(table_name) || ' '"
            + " || row_number() OVER (PARTITION BY LOWER(table_name) ORDER BY ordinal_position),"
            + " LOWER(column_name)"
            + " FROM information_schema.columns WHERE"
            + OURS;
    assertThat(pairs(h2, sql)).isEqualTo(pairs(postgres, sql)).isNotEmpty();
  }

  @Test
  void columns_of_tables_have_the_same_type_length_and_nullability() {
    assertThat(types(h2)).isEqualTo(types(postgres)).containsEntry("job.id", "uuid not null");
  }

  /** The length of H2's unlimited text is that of its largest; PostgreSQL has none there. */
  private static Map<String, String> types(Database database) {
    Map<String, String> types =
        pairs(
            database,
            """
            SELECT LOWER(c.table_name) || '.' || LOWER(c.column_name),
                   LOWER(c.data_type) || '|'
                   || CASE WHEN c.character_maximum_length < 100000
                           THEN '(' || c.character_maximum_length || ')' ELSE '' END
                   || CASE c.is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
              FROM information_schema.columns c
              JOIN information_schema.tables t
                ON t.table_schema = c.table_schema AND t.table_name = c.table_name
             WHERE t.table_type = 'BASE TABLE' AND\
            """
                + OURS.replace("table_schema", "c.table_schema")
                    .replace("table_name", "c.table_name"));
    types.replaceAll(
        (column, type) -> {
          String name = type.substring(0, type.indexOf('|'));
          return SAME_TYPE.getOrDefault(name, name) + type.substring(name.length() + 1);
        });
    return types;
  }

  @Test
  void primary_keys_have_the_same_columns() {
    String sql =
        """
        SELECT LOWER(k.table_name) || ' ' || k.ordinal_position, LOWER(k.column_name)
          FROM information_schema.key_column_usage k
          JOIN information_schema.table_constraints c
            ON c.constraint_schema = k.constraint_schema
           AND c.constraint_name = k.constraint_name AND c.table_name = k.table_name
         WHERE c.constraint_type = 'PRIMARY KEY' AND\
        """
            + OURS.replace("table_schema", "k.table_schema").replace("table_name", "k.table_name");
    assertThat(pairs(h2, sql))
        .isEqualTo(pairs(postgres, sql))
        .containsEntry("artifact 1", "job_id")
        .containsEntry("artifact 2", "name");
  }

  /** By name and uniqueness: PostgreSQL has partial indexes where H2 lists the condition. */
  @Test
  void declared_indexes_are_the_same() {
    Map<String, String> onH2 =
        pairs(
            h2,
            "SELECT LOWER(index_name), LOWER(table_name)"
                + " || CASE WHEN index_type_name LIKE 'UNIQUE%' THEN ' unique' ELSE '' END"
                + " FROM information_schema.indexes"
                + " WHERE index_type_name IN ('INDEX', 'UNIQUE INDEX')"
                + " AND NOT is_generated AND"
                + OURS);
    Map<String, String> onPostgres =
        pairs(
            postgres,
            """
            SELECT i.relname, t.relname || CASE WHEN x.indisunique THEN ' unique' ELSE '' END
              FROM pg_index x
              JOIN pg_class i ON i.oid = x.indexrelid
              JOIN pg_class t ON t.oid = x.indrelid
              JOIN pg_namespace n ON n.oid = t.relnamespace
             WHERE n.nspname = 'public' AND NOT x.indisprimary
               AND t.relname <> 'flyway_schema_history'
            """);
    assertThat(onH2).isEqualTo(onPostgres).containsEntry("job_claim_idx", "job");
  }

  private static Map<String, String> pairs(Database database, String sql) {
    List<String[]> rows =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery(sql.replaceAll("LOWER\\(([\\w.]+)\\)", LOWER))
                        .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
                        .list());
    Map<String, String> pairs = new TreeMap<>();
    rows.forEach(row -> pairs.put(row[0], row[1]));
    return pairs;
  }
}
