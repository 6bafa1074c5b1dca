package dev.aischeduler.config.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonInputTest {
  private static final int MAX_VALUES = 1000;
  private static final JsonInput INPUT = new JsonInput(new JsonLimits(MAX_VALUES, 2000));
  private static final String EXAMPLE = "{\"tasks\": []}";

  /** A beginning and then the same for ever; counts what is taken of it. */
  private static final class Endless extends InputStream {
    private final byte[] begin;
    private final byte[] repeated;
    private long taken;

    Endless(String begin, String repeated) {
      this.begin = begin.getBytes(StandardCharsets.UTF_8);
      this.repeated = repeated.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        target[i] = (byte) read();
      }
      return length;
    }

    @Override
    public int read() {
      long at = taken++;
      return at < begin.length
          ? begin[(int) at]
          : repeated[(int) ((at - begin.length) % repeated.length)];
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":[         | {},        | more than 1000 values",
        "{\"a\":[         | 1,         | more than 1000 values",
        "{\"a\":[         | [[]],      | more than 1000 values",
        "{\"a\":[         | \"\",      | more than 1000 values",
        "[                | {\"b\":0}, | more than 1000 values",
        "{\"a\":          | [          | more than 100 levels",
        "``               | {\"a\":    | more than 100 levels",
        "{\"a\":\"        | x          | more than 2000 characters",
        "{\"a\":\"        | \\u4e2d    | more than 2000 characters",
        "{\"              | x          | more than 2000 characters",
        "{\"a\":          | 9          | more than 2000 characters",
        "{\"a\":0.        | 3          | more than 2000 characters",
        "{\"a\":1e        | 9          | more than 2000 characters",
      })
  void a_document_without_end_is_refused_after_some_kilobytes(
      String begin, String repeated, String message) {
    Endless endless = new Endless(begin, repeated);
    assertThatExceptionOfType(JsonProblemException.class)
        .isThrownBy(() -> INPUT.tree(endless))
        .withMessageContaining(message);
    assertThat(endless.taken).isLessThan(100_000);
  }

  @Test
  void items_are_handed_out_before_the_list_has_ended() {
    Endless endless = new Endless("{\"tasks\":[", "{\"a\":1},");
    List<JsonNode> items = new ArrayList<>();
    assertThatExceptionOfType(JsonProblemException.class)
        .isThrownBy(() -> INPUT.items(endless, "tasks", EXAMPLE, items::add))
        .withMessageContaining("more than 1000 values");
    assertThat(items).hasSize(MAX_VALUES / 2);
    Endless refused = new Endless("{\"tasks\":[", "{},");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                INPUT.items(
                    refused,
                    "tasks",
                    EXAMPLE,
                    item -> {
                      throw new IllegalStateException("refused");
                    }));
    assertThat(refused.taken).isLessThan(100_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                       | ``        | is empty",
        "[]                       | ``        | must be a JSON object such as",
        "{}                       | tasks     | must be a list",
        "{\"tasks\":1}            | tasks     | must be a list",
        "{\"task\":[]}            | task      | allowed: tasks",
        "{\"tasks\":[],\"tasks\":[]} | tasks  | is given twice",
        "{\"tasks\":[],\"b\":1}   | b         | allowed: tasks",
        "{\"tasks\":[]} []        | ``        | more than one JSON value",
        "{\"tasks\":[             | ``        | ends too early",
        "{\"tasks\":[\"\\u0000\"]} | tasks[0] | NUL",
        "{\"tasks\":[{\"a\":[1,\"x\\ud800\"]}]} | tasks[0].a[1] | half a surrogate pair",
        "{\"tasks\":[{\"a\":1e999}]} | tasks[0].a | at most 1.7e308",
      })
  void another_document_is_refused_by_place(String json, String path, String message) {
    assertThatExceptionOfType(JsonProblemException.class)
        .isThrownBy(() -> INPUT.items(bytes(json), "tasks", EXAMPLE, item -> {}))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.path()).isEqualTo(path));
  }

  @Test
  void a_byte_order_mark_is_skipped_and_broken_utf8_is_refused() throws IOException {
    assertThat(INPUT.tree(bytes("\ufeff{\"a\":\"中\"}")).path("a").asText()).isEqualTo("中");
    for (byte[] bad :
        new byte[][] {
          {(byte) 0xff, (byte) 0xfe, '{', 0},
          {'"', (byte) 0xc0, (byte) 0x80, '"'},
          {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
          {'"', (byte) 0xe4, (byte) 0xb8},
        }) {
      assertThatExceptionOfType(JsonProblemException.class)
          .isThrownBy(() -> INPUT.tree(new ByteArrayInputStream(bad)))
          .withMessageContaining("not valid UTF-8");
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
