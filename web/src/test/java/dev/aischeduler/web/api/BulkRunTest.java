package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bulk runs over HTTP. */
final class BulkRunTest {
  private static final String BULK = "/api/v1/bulk";
  private static RunningApp app;
  private static Http http;

  @BeforeAll
  static void start() {
    app =
        RunningApp.start(
            Map.of("server.max_body_bytes", "2000"),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(
                        new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                        new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class)),
                    () -> {}));
    http = app.http();
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  private static Answer submit(String query, String manifest) {
    return http.send("POST", BULK + query, BodyPublishers.ofString(manifest));
  }

  private static JsonNode over(String id) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> http.get(BULK + "/" + id).json().path("finished_at").isTextual());
    return http.get(BULK + "/" + id).json();
  }

  @Test
  void a_manifest_larger_than_memory_for_bodies_is_taken_and_run() {
    String rows =
        IntStream.range(0, 300)
            .mapToObj(i -> "k" + i + ",\"" + "word ".repeat(100) + "\"\n")
            .collect(Collectors.joining());
    Answer answer = submit("?type=tts&name=words&window=100", "item_key,text\n" + rows);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    String id = answer.json().path("run_id").asText();
    assertThat(answer.header("Location")).isEqualTo(BULK + "/" + id);
    assertThat(answer.json().path("total").asInt()).isEqualTo(300);
    JsonNode done = over(id);
    assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("succeeded");
    assertThat(done.path("succeeded").asInt()).isEqualTo(300);
    assertThat(http.get(BULK + "/" + id + "/results.jsonl").text().lines()).hasSize(300);
    assertThat(http.get(BULK + "/" + id + "/results.csv").text())
        .startsWith("item,line,item_key,state");
    assertThat(http.get(BULK + "/" + id + "/results.zip").body())
        .startsWith("PK".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    Answer items = http.get(BULK + "/" + id + "/items?limit=10&after=5");
    assertThat(items.json().path("items")).hasSize(10);
    assertThat(items.json().path("next").asInt()).isEqualTo(15);
    assertThat(http.get(BULK + "/" + id + "/summary").json().path("run_s").path("p50").isNumber())
        .isTrue();
    assertThat(http.get(BULK + "?status=succeeded").json().path("runs").findValuesAsText("run_id"))
        .contains(id);
    assertThat(http.get(BULK + "/" + id + "/contact.png").status()).isEqualTo(404);
  }

  @Test
  void a_dry_run_tells_what_is_wrong_and_submits_nothing() {
    JsonNode run = submit("?type=tts&dry_run=true", "text,speed\nhello,fast\nhello,1.5\n").json();
    JsonNode done = over(run.path("run_id").asText());
    assertThat(done.path("valid").path("tts").asInt()).isEqualTo(1);
    assertThat(http.get(BULK + "/" + run.path("run_id").asText() + "/rejects.csv").text())
        .contains("1,2,2,speed,,\"must be a number");
  }

  /** Some bodies are complete before their request asks for them, others are not. */
  @Test
  void large_manifests_are_stored_whole_however_fast_they_come() {
    String rows = "text\n" + ("word ".repeat(30) + "\n").repeat(20_000);
    for (int i = 0; i < 20; i++) {
      Answer answer = submit("?type=tts&dry_run=true", rows);
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      assertThat(answer.json().path("total").asInt()).isEqualTo(20_000);
      http.post(BULK + "/" + answer.json().path("run_id").asText() + "/cancel");
    }
  }

  @Test
  void users_pause_resume_cancel_restart_and_retry() {
    String id =
        submit("?type=tts&defaults=%7B%22voice%22%3A%22en%22%7D", "text\nhello\n")
            .json()
            .path("run_id")
            .asText();
    over(id);
    String run = BULK + "/" + id;
    for (String action : List.of("pause", "resume", "restart", "retry")) {
      Answer refused = http.post(run + "/" + action);
      assertThat(refused.status()).as(action + refused.text()).isEqualTo(409);
    }
    assertThat(http.post(run + "/cancel").json().path("status").asText()).isEqualTo("succeeded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                  | text,nonsense\\nx | 400 | manifest
          ?type=tts           | ''                | 400 | manifest
          ?type=paint         | text\\nx          | 400 | type
          ?window=0           | text\\nx          | 400 | window
          ?defaults=[]        | text\\nx          | 400 | defaults
          ?nonsense=1         | text\\nx          | 400 | nonsense
          ?tenant=nobody      | text\\nx          | 400 | tenant
          """)
  void what_cannot_be_run_is_refused_by_name(
      String query, String manifest, int status, String field) {
    Answer answer = submit(query.replace("[]", "%5B%5D"), manifest.replace("\\n", "\n"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
  }

  @Test
  void unknown_runs_are_not_found() {
    for (String path : List.of("/x", "/00000000-0000-7000-8000-000000000000", "/x/items")) {
      assertThat(http.get(BULK + path).status()).as(path).isEqualTo(404);
    }
    assertThat(http.post(BULK + "/00000000-0000-7000-8000-000000000000/cancel").status())
        .isEqualTo(404);
  }

  private static Answer form(String... parts) {
    String body = "--xx\r\n" + String.join("\r\n--xx\r\n", parts) + "\r\n--xx--\r\n";
    return http.send(
        "POST",
        BULK,
        BodyPublishers.ofString(body),
        "Content-Type",
        "multipart/form-data; boundary=xx");
  }

  private static String part(String name, String value) {
    return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
  }

  private static String file(String manifest) {
    return "Content-Disposition: form-data; name=\"manifest\"; filename=\"rows.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\n"
        + manifest;
  }

  @Test
  void a_form_with_the_manifest_as_its_file_is_run() {
    String rows = "text\n" + ("word ".repeat(30) + "\n").repeat(20_000);
    Answer answer =
        form(part("type", "tts"), part("name", "Grüße"), part("dry_run", "true"), file(rows));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("total").asInt()).isEqualTo(20_000);
    assertThat(answer.json().path("name").asText()).isEqualTo("Grüße");
    assertThat(answer.json().path("dry_run").asBoolean()).isTrue();
  }

  @Test
  void what_is_wrong_with_a_form_is_told_by_name() {
    Map<Answer, String> wrong =
        Map.of(
            form(part("type", "tts")), "manifest",
            form(part("nonsense", "1"), file("text\nx\n")), "nonsense",
            form(part("type", "tts"), part("type", "tts"), file("text\nx\n")), "type",
            form(file("text\nx\n"), part("type", "tts")), "type",
            form(part("type", "tts"), part("window", "0"), file("text\nx\n")), "window",
            form(part("type", "tts"), file("")), "manifest",
            form(part("type", "x".repeat(70_000)), file("text\nx\n")), "type",
            form("Content-Type: text/csv\r\n\r\ntext"), "body",
            http.send(
                    "POST",
                    BULK,
                    BodyPublishers.ofString("--xx\r\n" + part("type", "tts")),
                    "Content-Type",
                    "multipart/form-data; boundary=xx"),
                "body",
            http.send(
                    "POST",
                    BULK,
                    BodyPublishers.ofString("x"),
                    "Content-Type",
                    "multipart/form-data"),
                "Content-Type");
    wrong.forEach(
        (answer, field) -> {
          assertThat(answer.status()).as(field + answer.text()).isEqualTo(400);
          assertThat(answer.json().path("field").asText()).as(answer.text()).isEqualTo(field);
        });
  }

  private static Answer submitWithKey(String query, String manifest, String key) {
    return http.send(
        "POST", BULK + query, BodyPublishers.ofString(manifest), "Idempotency-Key", key);
  }

  @Test
  void the_same_manifest_under_the_same_key_is_run_once() {
    Answer first = submitWithKey("?type=tts", "text\nhello\n", "night-1");
    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    String id = first.json().path("run_id").asText();
    over(id);
    Answer again = submitWithKey("?type=tts", "text\nhello\n", "night-1");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("run_id").asText()).isEqualTo(id);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(submitWithKey("?type=tts", "text\nother\n", "night-1").status()).isEqualTo(409);
    assertThat(submitWithKey("?type=llm", "text\nhello\n", "night-1").status()).isEqualTo(409);
    assertThat(submitWithKey("?type=tts", "text\nhello\n", "night-2").json().path("run_id"))
        .isNotEqualTo(first.json().path("run_id"));
    Answer bad = submitWithKey("?type=tts", "text\nhello\n", "k".repeat(256));
    assertThat(bad.json().path("field").asText()).isEqualTo("Idempotency-Key");
  }

  @Test
  void results_in_the_shape_of_openai_have_a_line_for_each_item_that_is_over() {
    String id =
        submit("?type=tts", "item_key,text,speed\na,hello,1\nb,impossible,1\nc,hello,fast\n")
            .json()
            .path("run_id")
            .asText();
    over(id);
    List<String> lines =
        http.get(BULK + "/" + id + "/results.jsonl?format=openai").text().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"request_id\":")
        .endsWith("\"error\":null}");
    assertThat(lines.get(1))
        .contains("\"custom_id\":\"b\",\"response\":null,\"error\":{\"code\":\"failed\"");
    assertThat(lines.get(2)).contains("\"code\":\"rejected\"");
    Answer unknown = http.get(BULK + "/" + id + "/results.jsonl?format=xml");
    assertThat(unknown.json().path("field").asText()).isEqualTo("format");
  }
}
