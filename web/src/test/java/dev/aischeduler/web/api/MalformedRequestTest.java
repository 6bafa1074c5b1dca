package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is 4xx, names the field and holds no stack trace. */
@ExtendWith(RealApp.class)
final class MalformedRequestTest {
  private static final String UNKNOWN = "01a20948-9926-7c00-ab94-d02d797929f1";
  private final Http http;

  MalformedRequestTest(RunningApp app) {
    this.http = app.http();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "llm/generate   | {\"prompt\":                                   | ",
        "llm/generate   | []                                             | ",
        "llm/generate   | null                                           | ",
        "llm/generate   | \"text\"                                       | ",
        "llm/generate   | {\"prompt\":\"a\"} {}                          | ",
        "llm/generate   | {\"prompt\":\"a\",\"prompt\":\"b\"}            | prompt",
        "llm/generate   | {}                                             | prompt",
        "llm/generate   | {\"prompt\":5}                                 | prompt",
        "llm/generate   | {\"prompt\":\"\"}                              | prompt",
        "llm/generate   | {\"prompt\":\"a\\u0000b\"}                     | prompt",
        "llm/generate   | {\"prompt\":\"\\ud800\"}                       | prompt",
        "llm/generate   | {\"promt\":\"a\"}                              | promt",
        "llm/generate   | {\"prompt\":\"a\",\"max_tokens\":-1}           | max_tokens",
        "llm/generate   | {\"prompt\":\"a\",\"max_tokens\":1e99}         | max_tokens",
        "llm/generate   | {\"prompt\":\"a\",\"temperature\":\"hot\"}     | temperature",
        "llm/generate   | {\"prompt\":\"a\",\"temperature\":1e999}       | temperature",
        "llm/generate   | {\"prompt\":\"a\",\"temperature\":NaN}         | ",
        "llm/generate   | {\"prompt\":\"a\",\"model\":\"../etc\"}        | model",
        "llm/generate   | {\"prompt\":\"a\",\"messages\":[{\"role\":1}]} | messages[0].role",
        "llm/generate   | {\"prompt\":\"a\",\"priority\":10}             | priority",
        "llm/generate   | {\"prompt\":\"a\",\"priority\":\"9\"}          | priority",
        "llm/generate   | {\"prompt\":\"a\",\"priority\":1.5}            | priority",
        "llm/generate   | {\"prompt\":\"a\",\"priority\":99999999999}    | priority",
        "llm/generate   | {\"prompt\":\"a\",\"max_attempts\":0}          | max_attempts",
        "llm/generate   | {\"prompt\":\"a\",\"timeout_s\":-5}            | timeout_s",
        "llm/generate   | {\"prompt\":\"a\",\"run_at\":\"tomorrow\"}     | run_at",
        "llm/generate   | {\"prompt\":\"a\",\"run_at\":17}               | run_at",
        "llm/generate   | {\"prompt\":\"a\",\"run_at\":\"+999999999-12-31T00:00:00Z\"} | run_at",
        "llm/generate   | {\"prompt\":\"a\",\"tags\":\"a\"}              | tags",
        "llm/generate   | {\"prompt\":\"a\",\"tags\":[1]}                | tags[0]",
        "llm/generate   | {\"prompt\":\"a\",\"tags\":[null]}             | tags[0]",
        "llm/generate   | {\"prompt\":\"a\",\"tags\":[\"\\u0000\"]}      | tags[0]",
        "llm/generate   | {\"prompt\":\"a\",\"wait_s\":-1}               | wait_s",
        "llm/generate   | {\"prompt\":\"a\",\"wait_s\":1e6}              | wait_s",
        "llm/generate   | {\"prompt\":\"a\",\"async\":\"yes\"}           | async",
        "llm/generate   | {\"prompt\":\"a\",\"async\":true,\"stream\":true} | stream",
        "tts/synthesize | {\"text\":\"a\",\"stream\":true}               | stream",
        "tts/synthesize | {\"text\":\"a\",\"speed\":0}                   | speed",
        "tts/synthesize | {\"text\":\"a\",\"speed\":-1}                  | speed",
        "tts/synthesize | {\"text\":[\"a\"]}                             | text",
        "tts/synthesize | {\"txt\":\"a\"}                                | txt",
        "image/generate | {\"prompt\":\"a\",\"width\":-512}              | width",
        "image/generate | {\"prompt\":\"a\",\"height\":1000000}          | height",
        "image/generate | {\"prompt\":\"a\",\"steps\":0}                 | steps",
        "image/generate | {\"prompt\":\"a\",\"use_turbo\":1}             | use_turbo",
        "llm/generate   | {\"prompt\":\"a\",\"unique_key\":\"a b\"}    | unique_key",
        "llm/generate   | {\"prompt\":\"a\",\"queue_timeout_s\":-1}      | queue_timeout_s",
        "llm/generate   | {\"prompt\":\"a\",\"retry\":5}                 | retry",
        "llm/generate   | {\"prompt\":\"a\",\"retry\":{\"factor\":0.5}}  | retry.factor",
        "llm/generate   | {\"prompt\":\"a\",\"retry\":{\"backoff_s\":9,\"backoff_max_s\":1}} | retry.backoff_max_s",
        "llm/generate   | {\"prompt\":\"a\",\"retry\":{\"pause\":1}}     | retry.pause",
        "llm/generate   | {\"prompt\":\"a\",\"tenant\":\"nobody\"}        | tenant",
        "tasks/actions  | {}                                             | action",
        "tasks/actions  | {\"action\":\"drop\",\"filter\":{}}            | action",
        "tasks/actions  | {\"action\":\"cancel\"}                        | filter",
        "tasks/actions  | {\"action\":\"cancel\",\"filter\":{\"type\":\"gpu\"}}  | filter.type",
        "tasks/actions  | {\"action\":\"cancel\",\"filter\":{\"status\":[\"failed\"]}} | filter.status",
        "tasks/actions  | {\"action\":\"cancel\",\"filter\":{\"state\":\"queued\"}} | filter.state",
        "tasks/actions  | {\"action\":\"cancel\",\"filter\":{\"created_before\":\"now\"}} | filter.created_before",
        "tasks/actions  | {\"action\":\"cancel\",\"filter\":{\"created_before\":5}} | filter.created_before",
        "tasks/actions  | {\"action\":\"cancel\",\"filter\":{\"tags\":[1]}}   | filter.tags[0]",
        "tasks/actions  | {\"action\":\"cancel\",\"filter\":{},\"priority\":1} | priority",
        "tasks/actions  | {\"action\":\"reprioritise\",\"filter\":{}}    | priority",
        "tasks/actions  | {\"action\":\"reprioritise\",\"filter\":{},\"priority\":10} | priority",
        "tasks/actions  | {\"action\":\"retry\",\"filter\":{},\"dry_run\":false} | expected_count",
        "tasks/actions  | {\"action\":\"retry\",\"filter\":{},\"expected_count\":-1} | expected_count",
        "tasks          | {}                                             | tasks",
        "tasks          | {\"tasks\":[]}                                 | tasks",
        "tasks          | {\"tasks\":{}}                                 | tasks",
        "tasks          | {\"task\":[]}                                  | task",
        "tasks          | {\"tasks\":[1]}                                | tasks[0]",
        "tasks          | {\"tasks\":[{\"prompt\":\"a\"}]}               | tasks[0].type",
        "tasks          | {\"tasks\":[{\"type\":\"gpu\"}]}               | tasks[0].type",
        "tasks          | {\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\"},{\"type\":\"tts\",\"txt\":\"b\"}]} | tasks[1].txt",
        "tasks          | {\"tasks\":[{\"type\":\"tts\",\"text\":\"\"}]}   | tasks[0].text",
        "tasks          | {\"tasks\":[{\"type\":\"llm\",\"prompt\":5}]}    | tasks[0].prompt",
        "tasks          | {\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\",\"priority\":10}]} | tasks[0].priority",
        "tasks          | {\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\",\"wait_s\":1}]} | tasks[0].wait_s",
        "tasks          | {\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\",\"idempotency_key\":\"a b\"}]} | tasks[0].idempotency_key",
        "tasks          | {\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\",\"idempotency_key\":1}]} | tasks[0].idempotency_key",
      })
  void a_bad_body_is_refused_by_field(String path, String body, String field) {
    refused(http.post("/api/v1/" + path, body), 400, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "acme   | {\"weight\":0}          | weight",
        "acme   | {\"weight\":\"3\"}        | weight",
        "acme   | {\"max_queued\":-1}     | max_queued",
        "acme   | {\"rate_per_minute\":0} | rate_per_minute",
        "acme   | {\"jobs_per_day\":0}    | jobs_per_day",
        "acme   | {\"wait\":3}            | wait",
        "a%20b  | {}                      | name",
      })
  void a_bad_tenant_is_refused_by_field(String name, String body, String field) {
    var publisher = BodyPublishers.ofString(body);
    String path = "/api/v1/tenants/" + name;
    refused(http.send("PUT", path, publisher, "Content-Type", "application/json"), 400, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"llm\":50}                | image",
        "{\"llm\":0,\"image\":100}   | llm",
        "{\"llm\":1,\"image\":100}   | image",
        "{\"llm\":60,\"image\":50}   | image",
        "{\"llm\":50.5,\"image\":50} | llm",
        "{\"llm\":50,\"images\":50}  | images",
      })
  void bad_weights_are_refused_by_field(String body, String field) {
    var publisher = BodyPublishers.ofString(body);
    String path = "/api/v1/lanes/weights";
    refused(http.send("PUT", path, publisher, "Content-Type", "application/json"), 400, field);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/tenants/nobody, 404",
    "DELETE, /api/v1/tenants/nobody, 404",
    "DELETE, /api/v1/tenants/default, 409",
    "GET, /api/v1/llm/generate, 405",
    "PUT, /api/v1/tasks, 405",
    "TRACE, /api/v1/tasks, 405",
    "OPTIONS, /api/v1/tasks, 405",
    "GET, /api/v2/tasks, 404",
    "GET, /api/v1/task/status/1, 404",
    "GET, /api/v1/task/status/" + UNKNOWN + ", 404",
    "GET, /api/v1/task/" + UNKNOWN + "/events, 404",
    "GET, /api/v1/task/" + UNKNOWN + "/artifacts, 404",
    "GET, /api/v1/task/" + UNKNOWN + "/artifacts/speech.wav, 404",
    "GET, /api/v1/task/" + UNKNOWN + "/artifacts/..%2F..%2Fetc%2Fpasswd, 404",
    "POST, /api/v1/task/" + UNKNOWN + "/cancel, 404",
    "POST, /api/v1/task/" + UNKNOWN + "/retry, 404",
    "DELETE, /api/v1/task/" + UNKNOWN + ", 404",
    "POST, /api/v1/lanes/gpu/pause, 404",
    "GET, /assets/..%2Fopenapi.yaml, 404",
    "GET, /api/v1/tasks?limit=0, 400",
    "GET, /api/v1/tasks?limit=1&limit=2, 400",
    "GET, /api/v1/tasks?limt=5, 400",
    "GET, /api/v1/tasks?type=video, 400",
    "GET, /api/v1/tasks?status=done, 400",
    "GET, /api/v1/tasks?after=1, 400",
    "GET, /api/v1/tasks?tag=%00, 400",
    "GET, /api/v1/tasks?created_after=yesterday, 400",
  })
  void a_bad_path_or_method_is_refused(String method, String path, int status) {
    Answer answer = http.send(method, path, BodyPublishers.noBody());
    refused(answer, status, null);
    if (status == 405) {
      assertThat(answer.header("Allow")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "application/json;charset=gbk"})
  void another_content_type_is_refused(String type) {
    var body = BodyPublishers.ofString("{\"prompt\":\"a\"}");
    Answer answer = http.send("POST", "/api/v1/llm/generate", body, "Content-Type", type);
    refused(answer, 415, "Content-Type");
  }

  @Test
  void bytes_that_are_no_utf8_are_refused() {
    var body = BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    String type = "application/json";
    refused(http.send("POST", "/api/v1/llm/generate", body, "Content-Type", type), 400, null);
  }

  @Test
  void a_body_over_the_limit_is_refused() {
    String body = "{\"prompt\":\"" + "a".repeat(1_100_000) + "\"}";
    refused(http.post("/api/v1/llm/generate", body), 413, null);
  }

  @Test
  void a_body_that_nests_too_deep_is_refused() {
    refused(http.post("/api/v1/llm/generate", "[".repeat(5000)), 400, null);
  }

  @Test
  void a_bad_idempotency_key_or_event_id_is_refused() {
    String body = "{\"prompt\":\"a\"}";
    String path = "/api/v1/llm/generate";
    refused(http.post(path, body, "Idempotency-Key", "a b"), 400, "Idempotency-Key");
    String id =
        http.post(path, "{\"prompt\":\"a\",\"max_tokens\":1}").json().path("task_id").asText();
    String events = "/api/v1/task/" + id + "/events";
    refused(http.get(events, "Last-Event-ID", "first"), 400, "Last-Event-ID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /api/v1/task/status/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /api/v1/tasks?tag=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /api/v1/llm/generate HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
      })
  void broken_http_is_refused_without_a_stack_trace(String request) {
    assertThat(http.raw(request))
        .startsWith("HTTP/1.1 4")
        .contains("\"status\":4")
        .doesNotContain("at org.", "at dev.");
  }

  @Test
  void a_foreign_host_or_origin_is_refused() {
    String end = "Connection: close\r\n\r\n";
    for (String accept : List.of("*/*", "text/html,*/*;q=0.8")) {
      String head = "Host: evil.example\r\nAccept: " + accept + "\r\n";
      assertThat(http.raw("GET / HTTP/1.1\r\n" + head + end)).contains(" 421 ");
    }
    Answer answer =
        http.send(
            "POST",
            "/api/v1/lanes/llm/pause",
            BodyPublishers.noBody(),
            "Origin",
            "http://evil.example");
    refused(answer, 403, "Origin");
  }

  private static void refused(Answer answer, int status, @Nullable String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(answer.text()).doesNotContain("Exception", "at dev.");
    if (field != null) {
      assertThat(problem.path("field").asText()).as(answer.text()).isEqualTo(field);
    }
  }
}
