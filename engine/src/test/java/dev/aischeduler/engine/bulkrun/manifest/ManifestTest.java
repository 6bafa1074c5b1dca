package dev.aischeduler.engine.bulkrun.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.engine.bulkrun.manifest.RowReader.Checked;
import dev.aischeduler.engine.submission.RunEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rows of a manifest are, and what is told of those that are wrong. */
class ManifestTest {
  @TempDir Path folder;
  private final Database database = TestDatabases.open(Dialect.H2);
  private ManifestFixture manifests;

  @BeforeEach
  void open() {
    manifests = new ManifestFixture(database, folder, new ManifestLimits(1 << 24, 1000));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static RunEntry entry(Checked row) {
    return Objects.requireNonNull(row.entry(), () -> String.valueOf(row.reject()));
  }

  private static String reject(Checked row) {
    return "line " + row.line() + ", " + Objects.requireNonNull(row.reject()).text();
  }

  @Test
  void columns_of_csv_are_fields_of_the_request_and_of_the_submission() throws IOException {
    List<Checked> rows =
        manifests.all(
            """
            type,item_key,text,priority,tags,timeout_s,run_at
            llm,a,"one, ""two""
            three",2,red;green,30,2026-12-01T00:00:00Z

            tts,b,plain,,,,
            """);
    assertThat(rows).extracting(Checked::line).containsExactly(2L, 5L);
    assertThat(rows).extracting(Checked::key).containsExactly("a", "b");
    RunEntry first = entry(rows.get(0));
    assertThat(first.submission().request().path("text").asText()).isEqualTo("one, \"two\"\nthree");
    assertThat(first.submission().priority()).isEqualTo(2);
    assertThat(first.submission().tags()).containsExactly("red", "green");
    assertThat(first.submission().timeoutS()).isEqualTo(30);
    assertThat(entry(rows.get(1)).submission().type().wireName()).isEqualTo("tts");
    assertThat(entry(rows.get(1)).submission().priority()).isNull();
  }

  @Test
  void defaults_fill_what_a_row_leaves_out() throws IOException {
    manifests.defaults.put("type", "llm").put("priority", 1).put("action", "ok");
    List<Checked> rows = manifests.all("text;priority\nx;\ny;4\n");
    assertThat(rows).extracting(r -> entry(r).submission().priority()).containsExactly(1, 4);
    assertThat(entry(rows.get(0)).submission().request().path("action").asText()).isEqualTo("ok");
  }

  @Test
  void json_lines_may_be_of_any_type() throws IOException {
    List<Checked> rows =
        manifests.all(
            """
            {"type": "llm", "text": "x", "item_key": "k", "priority": 9}
            {"type": "tts", "text": "y"}
            """);
    assertThat(rows)
        .extracting(r -> entry(r).submission().type().wireName())
        .containsExactly("llm", "tts");
    assertThat(rows.get(0).key()).isEqualTo("k");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type,text\\npaint,x              | line 2, column 1 (type): must be one of llm, tts, but is 'paint'
          type,text\\nllm,                 | line 2, column 2 (text): must not be empty
          type,text,priority\\nllm,x,high  | line 2, column 3 (priority): must be a whole number
          type,text\\nllm,x,y              | line 2, has 3 columns, but the header names 2
          text\\nx                         | line 2, (type): is missing
          type,text\\n"llm"x,y             | line 2, column 1 has a quote at a wrong place
          {"type":"llm","text":}           | line 1, column 22: is not valid JSON
          {"type":"llm","txet":"x"}        | line 1, (text): must not be empty
          {"type":"llm","text":"x","tags":"a"} | line 1, (tags): must be an array
          {"url":"/v1/x","body":{}}        | line 1, (url): must be one of
          """)
  void a_row_that_is_wrong_is_told_with_line_column_and_reason(String text, String told)
      throws IOException {
    List<Checked> rows = manifests.all(text.replace("\\n", "\n"));
    assertThat(reject(rows.get(rows.size() - 1))).startsWith(told);
  }

  @Test
  void a_stored_reason_has_its_parts() {
    Reject reject = new Reject(3, "width", "must be 64 to 2048, but is 7");
    assertThat(Reject.of(reject.text())).isEqualTo(reject);
    assertThat(Reject.of(new Reject(0, "type", "is missing").text()))
        .isEqualTo(new Reject(0, "type", "is missing"));
    assertThat(Reject.of("has no value: none")).isEqualTo(Reject.ofRow("has no value: none"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                      | the manifest is empty
          type,text\\n            | has no rows below its header
          type,txet\\nllm,x       | line 1: column 2 has the unknown name 'txet'
          type,type\\nllm,x       | line 1: column 2 is called 'type' again
          type,\\nllm,x           | line 1: column 2 has no name
          [{"type":"llm"}]        | line 1: the manifest is a JSON list
          type,text\\nllm,"x\\ny  | line 2: a quote is opened in this row and not closed
          """)
  void a_manifest_that_cannot_be_read_is_refused(String text, String told) {
    assertThatThrownBy(() -> manifests.store(text.replace("\\n", "\n")))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining(told);
  }

  @Test
  void gzip_and_a_byte_order_mark_are_recognised() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("\uFEFFtype,text\r\nllm,x\r\n".getBytes(StandardCharsets.UTF_8));
    }
    ManifestInfo info = manifests.store(new ByteArrayInputStream(packed.toByteArray()));
    assertThat(info.rows()).isEqualTo(1);
    assertThat(entry(manifests.all(info).get(0)).submission().request().path("text").asText())
        .isEqualTo("x");
    byte[] half = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
    assertThatThrownBy(() -> manifests.store(new ByteArrayInputStream(half)))
        .hasMessageContaining("damaged gzip");
  }

  @Test
  void a_row_without_end_is_rejected_and_the_next_ones_are_read() throws IOException {
    List<Checked> quoted = manifests.all("type,text\nllm," + "x".repeat(2_000_000) + "\nllm,y\n");
    assertThat(reject(quoted.get(0))).startsWith("line 2, is longer than 1048576 bytes");
    assertThat(entry(quoted.get(1)).line()).isEqualTo(3);
  }

  @Test
  void limits_hold_for_what_is_unpacked() {
    assertThatThrownBy(() -> manifests.store("type,text\n" + "llm,x\n".repeat(1001)))
        .hasMessageContaining("1000 allowed");
    ManifestFixture small = new ManifestFixture(database, folder, new ManifestLimits(100, 1000));
    assertThatThrownBy(() -> small.store("type,text\n" + "llm,x\n".repeat(100)))
        .hasMessageContaining("more than 100 bytes");
  }

  @Test
  void reading_goes_on_behind_any_row() throws IOException {
    StringBuilder text = new StringBuilder("type,text\n");
    for (int i = 0; i < 100; i++) {
      text.append("llm,\"")
          .append("ä\n".repeat(i % 7))
          .append("x".repeat(100_000))
          .append("\"\n\n");
    }
    ManifestInfo info = manifests.store(text.toString());
    assertThat(info.parts()).isGreaterThan(2);
    List<Long> lines = new ArrayList<>();
    ManifestPosition at = ManifestPosition.start(info);
    for (int i = 0; i < info.rows(); i++) {
      try (ManifestReader reader = manifests.open(info, at)) {
        ManifestReader.Row row = Objects.requireNonNull(reader.next());
        assertThat(row.number()).isEqualTo(i + 1);
        lines.add(row.line());
        at = row.after();
      }
    }
    assertThat(lines)
        .isEqualTo(manifests.all(info).stream().map(Checked::line).toList())
        .isSorted();
  }
}
