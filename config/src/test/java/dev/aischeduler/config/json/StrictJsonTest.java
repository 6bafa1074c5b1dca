package dev.aischeduler.config.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {

  record Message(String role, String content) {}

  enum Color {
    RED,
    BLUE
  }

  record Even(int value) {
    Even {
      if (value % 2 != 0) {
        throw new IllegalArgumentException("must be even");
      }
    }
  }

  record Request(
      @Nullable String prompt,
      @Nullable Integer maxTokens,
      @Nullable Long seed,
      @Nullable Double temperature,
      @Nullable Boolean stream,
      @Nullable Instant runAt,
      @Nullable UUID id,
      @Nullable Color color,
      @Nullable Even even,
      @Nullable List<String> tags,
      @Nullable List<Message> messages,
      @Nullable Map<String, Object> extra) {}

  @Test
  void reads_every_kind_of_value() {
    Request request =
        StrictJson.read(
            """
            {"prompt": "你好", "max_tokens": 5, "temperature": 1, "stream": true,
             "run_at": "2026-01-31T08:00:00Z", "color": "BLUE", "tags": ["a"],
             "messages": [{"role": "user", "content": "x"}], "extra": {"k": null}, "seed": null}
            """,
            Request.class);
    assertThat(request.prompt()).isEqualTo("你好");
    assertThat(request.maxTokens()).isEqualTo(5);
    assertThat(request.temperature()).isEqualTo(1.0);
    assertThat(request.runAt()).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
    assertThat(request.color()).isEqualTo(Color.BLUE);
    assertThat(request.messages()).containsExactly(new Message("user", "x"));
    assertThat(request.seed()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"prompt\": 5}|prompt|must be a string, but is the number 5",
        "{\"max_tokens\": \"5\"}|max_tokens|must be a whole number from -2147483648 to 2147483647,"
            + " but is the string \"5\"",
        "{\"max_tokens\": \"\"}|max_tokens|but is the string \"\"",
        "{\"max_tokens\": 1.5}|max_tokens|but is the number 1.5",
        "{\"max_tokens\": 99999999999}|max_tokens|but is the number 99999999999",
        "{\"seed\": 99999999999999999999}|seed|a whole number from -9223372036854775808 to",
        "{\"temperature\": \"hot\"}|temperature|must be a number, but is the string \"hot\"",
        "{\"temperature\": 1e999}|temperature|at most 1.7e308",
        "{\"stream\": 1}|stream|must be true or false, but is the number 1",
        "{\"run_at\": \"now\"}|run_at|must be a time with its offset such as \"2026-01-31T08:00:00Z\"",
        "{\"run_at\": \"\"}|run_at|must be a time with its offset",
        "{\"id\": \"7\"}|id|must be an id such as",
        "{\"id\": \"\"}|id|must be an id such as",
        "{\"color\": \"GREEN\"}|color|must be one of \"RED\", \"BLUE\", but is the string",
        "{\"color\": 0}|color|must be one of \"RED\", \"BLUE\", but is the number 0",
        "{\"even\": {\"value\": 3}}|even|must be even",
        "{\"tags\": \"a\"}|tags|must be an array, but is the string \"a\"",
        "{\"tags\": [\"a\", null]}|tags[1]|must hold no null",
        "{\"messages\": [{\"content\": 1}]}|messages[0].content|must be a string",
        "{\"messages\": [7]}|messages[0]|must be an object, but is the number 7",
        "{\"messages\": [{\"rolle\": \"x\"}]}|messages[0].rolle|did you mean \"role\"?; allowed:"
            + " content, role",
        "{\"max_token\": 5}|max_token|unknown field; did you mean \"max_tokens\"?; allowed: color,",
        "{\"extra\": {\"a\": [{\"b\": 1, \"b\": 2}]}}|extra.a[0].b|is given twice at line 1",
        "[1]|``|must be an object, but is an array",
        "null|``|must be an object, but is null",
        "5|``|must be an object, but is the number 5",
        "``|``|is empty",
        "{\"prompt\": \"x\"} {}|``|holds more than one JSON value at line 1, column 17",
        "{\"prompt\": \"x\"|``|it ends too early",
        "{\"prompt\": NaN}|``|NaN and Infinity are not allowed",
        "{prompt: 1}|``|is not valid JSON at line 1, column 2",
        "{\"prompt\": 'x'}|``|is not valid JSON at line 1, column 12",
        "{\"prompt\": x}|``|Unrecognized token 'x'",
        "{\"seed\": 01}|``|is not valid JSON at line 1",
      })
  void refuses_what_is_wrong_and_names_the_place(String json, String path, String message) {
    assertThatExceptionOfType(JsonProblemException.class)
        .isThrownBy(() -> StrictJson.read(json, Request.class))
        .satisfies(e -> assertThat(e.path()).isEqualTo(path))
        .satisfies(e -> assertThat(e.getMessage()).contains(message))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .doesNotContain("java", "jackson", "Jackson", "Feature", "aischeduler"));
  }

  @Test
  void refuses_documents_that_exceed_a_limit() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    String number = "{\"seed\": " + "9".repeat(5000) + "}";
    assertThatExceptionOfType(JsonProblemException.class)
        .isThrownBy(() -> StrictJson.read("{\"extra\": {\"a\": " + deep + "}}", Request.class))
        .withMessageContaining("nests too deep");
    assertThatExceptionOfType(JsonProblemException.class)
        .isThrownBy(() -> StrictJson.read(number, Request.class))
        .withMessageContaining("too long a number");
  }

  @Test
  void names_the_limit_also_where_the_machine_writes_other_digits() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try {
      assertThatExceptionOfType(JsonProblemException.class)
          .isThrownBy(() -> StrictJson.read("{\"seed\": " + "9".repeat(5000) + "}", Request.class))
          .withMessageMatching(".*too long a number: more than [0-9]+ digits.*");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void shows_no_more_than_the_head_of_a_long_value() {
    String emoji = "😀".repeat(5000);
    assertThatExceptionOfType(JsonProblemException.class)
        .isThrownBy(() -> StrictJson.read("{\"max_tokens\": \"" + emoji + "\"}", Request.class))
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(200));
  }
}
