package dev.aischeduler.db.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlScriptTest {

  @Test
  void cuts_at_semicolons_outside_of_quotes_and_comments() {
    SqlScript script =
        SqlScript.parse(
            "SELECT ';', 'it''s;' AS \"a;b\"; -- not; here\n /* nor; here */ SELECT $x$;$x$;; SELECT 3");
    assertThat(script.statements())
        .containsExactly(
            "SELECT ';', 'it''s;' AS \"a;b\"", "-- not; here\n /* nor; here */ SELECT $x$;$x$");
    assertThat(script.rest().strip()).isEqualTo("SELECT 3");
    assertThat(script.all()).hasSize(3);
  }

  @Test
  void an_open_quote_is_not_complete() {
    SqlScript script = SqlScript.parse("SELECT 'a;\nb");
    assertThat(script.statements()).isEmpty();
    assertThat(script.rest()).isEqualTo("SELECT 'a;\nb");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 1 | SELECT",
        "/* DELETE */ -- x | ''",
        "/* a */ Delete FROM job | DELETE",
        "((SELECT 1)) | SELECT",
        "@loop | ''"
      })
  void the_keyword_is_the_first_word(String sql, String keyword) {
    assertThat(SqlScript.keyword(sql)).isEqualTo(keyword);
  }
}
