package dev.aischeduler.db.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.failure.DatabaseException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseShellTest {
  private static final String LANES =
      """
      INSERT INTO lane (name, paused, updated_at) VALUES
       ('llm', FALSE, TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00'),
       ('语音', TRUE, TIMESTAMP WITH TIME ZONE '2026-01-01 08:00:00.5+08');
      """;

  private static String run(Database database, boolean write, String sql, Format format) {
    StringWriter out = new StringWriter();
    new DatabaseShell(database, write, 100).run(sql, new PrintWriter(out), format);
    return out.toString();
  }

  @ParameterizedTest
  @EnumSource
  void prints_rows_in_each_format(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      database.jdbi().useHandle(h -> h.execute("DELETE FROM lane"));
      assertThat(run(database, true, LANES, Format.TABLE)).isEqualTo("2 rows changed\n");
      String sql = "SELECT name, paused, updated_at, NULL AS note FROM lane ORDER BY name";
      assertThat(run(database, false, sql, Format.TABLE))
          .isEqualTo(
              """
              name  paused  updated_at                note
              ----  ------  ------------------------  ----
              llm   false   2026-01-01T00:00:00Z
              语音  true    2026-01-01T00:00:00.500Z
              (2 rows)
              """);
      assertThat(run(database, false, sql, Format.JSON))
          .isEqualTo(
              """
              [
              {"name":"llm","paused":false,"updated_at":"2026-01-01T00:00:00Z","note":null},
              {"name":"语音","paused":true,"updated_at":"2026-01-01T00:00:00.500Z","note":null}
              ]
              """);
      assertThat(
              run(database, false, "SELECT 'a \"b\", c' AS \"x,y\", 1.5 AS n, '' AS e", Format.CSV))
          .isEqualTo("\"x,y\",n,e\r\n\"a \"\"b\"\", c\",1.5,\r\n");
      assertThat(run(database, false, "SELECT * FROM lane WHERE 1 = 0", Format.JSON))
          .isEqualTo("[]\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void changes_nothing_without_leave_to_write(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      database.jdbi().useHandle(h -> h.execute("DELETE FROM lane"));
      run(database, true, LANES, Format.TABLE);
      for (String sql :
          new String[] {
            "DELETE FROM lane",
            "/* tidy */ drop table lane",
            "BEGIN",
            "SELECT 1; UPDATE lane SET paused = TRUE"
          }) {
        assertThatThrownBy(() -> run(database, false, sql, Format.TABLE))
            .isInstanceOf(DatabaseException.class)
            .hasMessageContaining("--write");
      }
      // These start like a query, and change rows. The databases differ in which they accept.
      for (String sql :
          new String[] {
            "EXPLAIN ANALYZE DELETE FROM lane",
            "WITH old AS (DELETE FROM lane RETURNING name) SELECT * FROM old",
            "WITH old AS (SELECT 'llm' AS n) DELETE FROM lane WHERE name IN (SELECT n FROM old)",
            "SELECT name FROM OLD TABLE (DELETE FROM lane)"
          }) {
        StringWriter out = new StringWriter();
        new DatabaseShell(database, false, 100)
            .interact(typed(sql + ";"), new PrintWriter(out), Format.TABLE);
        assertThat(run(database, false, "SELECT COUNT(*) AS n FROM lane", Format.CSV))
            .as(sql)
            .isEqualTo("n\r\n2\r\n");
      }
      assertThat(run(database, true, "DELETE FROM lane", Format.TABLE))
          .isEqualTo("2 rows changed\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void lists_and_describes_tables(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      assertThat(run(database, false, "\\d", Format.CSV))
          .contains("artifact,table\r\n", "job,table\r\n", "v_queue,view\r\n");
      assertThat(run(database, false, "\\d Artifact", Format.CSV))
          .startsWith(
              "name,type,length,nullable\r\njob_id,uuid,,no\r\nname,character varying,128,no");
      assertThat(run(database, false, "\\d x' OR '1'='1", Format.JSON)).isEqualTo("[]\n");
    }
  }

  @Test
  void stops_at_the_row_limit_and_says_so() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      StringWriter out = new StringWriter();
      DatabaseShell shell = new DatabaseShell(database, false, 3);
      shell.run("SELECT x FROM SYSTEM_RANGE(1, 4)", new PrintWriter(out), Format.TABLE);
      shell.run("SELECT x FROM SYSTEM_RANGE(1, 3)", new PrintWriter(out), Format.TABLE);
      assertThat(out.toString()).contains("3\n(3 rows, more not shown)\n", "3\n(3 rows)\n");
    }
  }

  @Test
  void cuts_long_values_and_disarms_control_characters() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      assertThat(
              run(
                  database,
                  false,
                  "SELECT REPEAT('图', 40) AS wide, CHAR(27) || '[2J' AS evil",
                  Format.TABLE))
          .contains("图".repeat(29) + "…", " [2J")
          .doesNotContain("\u001b");
    }
  }

  @Test
  void a_dialogue_goes_on_after_a_mistake() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      StringWriter out = new StringWriter();
      new DatabaseShell(database, false, 10)
          .interact(
              typed(
                  """
                  SELECT nothing
                    FROM nowhere;
                  \\f xml
                  \\f csv
                  SELECT 1 AS a; SELECT
                  2 AS b;
                  \\help
                  \\q
                  SELECT 3 AS c;
                  """),
              new PrintWriter(out),
              Format.TABLE);
      assertThat(out.toString())
          .contains(
              "Connected to",
              "NOWHERE",
              "No such format: xml",
              "Format is csv",
              "a\r\n1\r\n",
              "b\r\n2\r\n",
              "\\d NAME")
          .doesNotContain("c\r\n");
    }
  }

  @Test
  void a_script_prints_results_only_and_its_last_statement_needs_no_semicolon() {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      StringWriter out = new StringWriter();
      new DatabaseShell(database, false, 10)
          .script(
              new StringReader("\uFEFF\\f csv\nSELECT 1\n AS a;\nSELECT 2 AS b"),
              new PrintWriter(out),
              Format.TABLE);
      assertThat(out).hasToString("a\r\n1\r\nb\r\n2\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT nothing FROM nowhere;", "\\x", "\\f xml", "DELETE FROM lane;"})
  void a_script_ends_at_the_first_failure(String wrong) {
    try (Database database = TestDatabases.open(Dialect.H2)) {
      StringWriter out = new StringWriter();
      DatabaseShell shell = new DatabaseShell(database, false, 10);
      StringReader script = new StringReader("SELECT 1 AS a;\n" + wrong + "\nSELECT 2 AS b;");
      assertThatThrownBy(() -> shell.script(script, new PrintWriter(out), Format.CSV))
          .isInstanceOf(DatabaseException.class);
      assertThat(out).hasToString("a\r\n1\r\n");
    }
  }

  private static LineSource typed(String text) {
    Iterator<String> lines = text.lines().iterator();
    return prompt -> lines.hasNext() ? lines.next() : null;
  }
}
