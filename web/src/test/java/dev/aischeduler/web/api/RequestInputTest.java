package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.BothDatabases;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.LogLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller did wrong is told as 4xx on every database and logged as nothing worse. */
@ExtendWith(BothDatabases.class)
final class RequestInputTest {
  private static final String GENERATE = "/api/v1/llm/generate";
  private static final String BODY = "{\"prompt\":\"a\"}";
  private final BothDatabases.Apps apps;
  private final Http http;

  RequestInputTest(BothDatabases.Apps apps) {
    this.apps = apps;
    this.http = apps.on(Dialect.H2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=UTF_8",
        "application/json; charset=utf-8, iso-8859-1",
        "application/json; charset=utf-8; charset=gbk",
        "application/json; charset=gbk; charset=utf-8",
        "application/json; charset=utf-16",
        "application/json; charset=",
        "application/json; charset=\"",
        "application/json; charset=\u00e9",
        "application/json, text/plain",
        "application/jsonp",
        "text/json",
        ";",
        "/",
      })
  void another_charset_or_type_is_refused(String type) {
    try (LogLines log = new LogLines()) {
      String answer = http.raw(post(GENERATE, "Content-Type: " + type + "\r\n", BODY));
      assertThat(answer).startsWith("HTTP/1.1 415").contains("\"field\":\"Content-Type\"");
      assertThat(log.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON;CHARSET=UTF-8",
        "application/json; charset=\"utf-8\"",
        "application/json; charset=utf8",
        "application/json; charset=utf-8; charset=\"UTF-8\"",
        "application/json; odata=verbose; charset=utf-8",
        "application/vnd.api+json; charset=utf-8",
      })
  void json_in_utf8_is_taken_however_it_is_said(String type) {
    String answer = http.raw(post(GENERATE, "Content-Type: " + type + "\r\n", BODY));
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {GENERATE, "/api/v1/tasks", "/api/v1/tasks/actions"})
  void a_body_that_is_cut_or_badly_chunked_is_refused_without_a_stack_trace(String path) {
    String json = "Content-Type: application/json\r\n";
    try (LogLines log = new LogLines()) {
      for (String request :
          List.of(
              head(path, json + "Content-Length: 1000\r\n") + "{\"pro",
              head(path, json + "Content-Length: 1000\r\n"),
              head(path, json + "Transfer-Encoding: chunked\r\n") + "6\r\n{\"prom\r\n",
              head(path, json + "Transfer-Encoding: chunked\r\n") + "20\r\n{\"prom",
              head(path, json + "Transfer-Encoding: chunked\r\n") + "zz\r\n{}\r\n0\r\n\r\n",
              head(path, json + "Transfer-Encoding: chunked\r\n") + "-1\r\n{}\r\n0\r\n\r\n",
              head(path, json + "Transfer-Encoding: chunked\r\n") + "2\r\n{}xxxx\r\n0\r\n\r\n",
              head(path, json + "Transfer-Encoding: chunked\r\n") + "ffffffffffffffff\r\n{}",
              head(path, json + "Transfer-Encoding: gzip\r\n") + "{}")) {
        assertThat(http.half(request)).as(request).startsWith("HTTP/1.1 4");
      }
      assertThat(log.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /healthz HTTP/3.0",
        "GET /healthz HTTP/9.9",
        "GET /healthz HTTP/1.1 x",
        "GET /a b HTTP/1.1",
        "GET /healthz HTTP/",
        "GET /healthz \u0000",
      })
  void a_request_line_that_is_no_http_1_1_is_refused(String line) {
    String answer = http.half(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4").contains("problem:bad-http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/task/status/#a", "/api/v1/tenants#", "/#a/b", "/healthz?a=b#c"})
  void a_path_with_a_fragment_is_refused(String path) {
    for (String accept : List.of("*/*", "text/html")) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\n";
      String answer = http.raw(request + "Connection: close\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 400").contains("problem:bad-http", "%23");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%u0041", "%", "%2", "%zz", "a%2x", "%u4e2d%u6587"})
  void a_path_with_a_broken_escape_is_refused(String part) {
    try (LogLines log = new LogLines()) {
      for (String path : List.of("/api/v1/task/status/", "/api/v1/tenants/", "/assets/", "/x/")) {
        String request = "GET " + path + part + " HTTP/1.1\r\nHost: localhost\r\n";
        String answer = http.raw(request + "Connection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("problem:bad-http");
      }
      assertThat(log.errors()).isEmpty();
    }
  }

  @Test
  void a_packed_body_is_refused_with_the_remedy() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(BODY.getBytes(StandardCharsets.UTF_8));
    }
    for (String coding : List.of("gzip", "br", "identity, gzip")) {
      Answer answer =
          http.send(
              "POST",
              GENERATE,
              BodyPublishers.ofByteArray(packed.toByteArray()),
              "Content-Type",
              "application/json",
              "Content-Encoding",
              coding);
      refused(answer, 415, "Content-Encoding");
      assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
    }
    assertThat(http.post(GENERATE, BODY, "Content-Encoding", "identity").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void control_characters_in_names_and_filters_are_refused_by_field(Dialect dialect) {
    Http on = apps.on(dialect);
    for (String control : List.of("\\u0000", "\\u0001", "\\u007f", "\\u0085", "\\n", "\\ud800")) {
      String bad = "\"a" + control + "b\"";
      for (String field : List.of("tenant", "unique_key", "tags")) {
        String value = field.equals("tags") ? "[" + bad + "]" : bad;
        Answer answer = on.post(GENERATE, "{\"prompt\":\"a\",\"" + field + "\":" + value + "}");
        assertThat(answer.status()).as(field + control + answer.text()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).startsWith(field);
        answer =
            on.post(
                "/api/v1/tasks",
                "{\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\",\""
                    + field
                    + "\":"
                    + value
                    + "}]}");
        assertThat(answer.status()).as(field + control + answer.text()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).startsWith("tasks[0]." + field);
      }
      for (String field : List.of("tenant", "error_type", "tags", "type", "status")) {
        Answer answer =
            on.post(
                "/api/v1/tasks/actions",
                "{\"action\":\"cancel\",\"filter\":{\"" + field + "\":" + bad + "}}");
        assertThat(answer.status()).as(field + control + answer.text()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).startsWith("filter." + field);
      }
    }
    for (String control : List.of("%00", "%01", "%7f", "%c2%85", "%0a", "%ff", "%ed%a0%80")) {
      for (String name : List.of("tenant", "error_type", "tag", "type", "status", "after")) {
        Answer answer = on.get("/api/v1/tasks?" + name + "=a" + control);
        assertThat(answer.status()).as(name + control + answer.text()).isEqualTo(400);
      }
      for (String path :
          List.of("/api/v1/tenants/a", "/api/v1/models/a", "/api/v1/task/status/a", "/assets/a")) {
        String get = "GET " + path + control + " HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(on.raw(get + "Connection: close\r\n\r\n")).containsPattern("HTTP/1.1 40[04]");
      }
      Answer put =
          on.send(
              "PUT",
              "/api/v1/tenants/a" + control,
              BodyPublishers.ofString("{}"),
              "Content-Type",
              "application/json");
      assertThat(put.status()).as(control + put.text()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"20261231\"",
        "\"1798700000\"",
        "\"1798700000.5\"",
        "\"2026-12-31\"",
        "\"2026-12-31T08:00:00\"",
        "\"2026-12-31 08:00:00Z\"",
        "\"2026-02-30T08:00:00Z\"",
        "\" 2026-12-31T08:00:00Z\"",
        "\"1969-12-31T23:59:59Z\"",
        "\"+12026-12-31T08:00:00Z\"",
        "\"\"",
        "1798700000",
        "1798700000.5",
        "true",
        "[2026,12,31]",
        "[\"2026-12-31T08:00:00Z\"]",
        "{}",
      })
  void only_a_time_with_an_offset_is_a_time(String time) {
    refused(http.post(GENERATE, "{\"prompt\":\"a\",\"run_at\":" + time + "}"), 400, "run_at");
    String task = "{\"type\":\"llm\",\"prompt\":\"a\",\"run_at\":" + time + "}";
    refused(http.post("/api/v1/tasks", "{\"tasks\":[" + task + "]}"), 400, "tasks[0].run_at");
    String filter = "{\"action\":\"cancel\",\"filter\":{\"created_after\":" + time + "}}";
    refused(http.post("/api/v1/tasks/actions", filter), 400, "filter.created_after");
    if (time.startsWith("\"")) {
      String text = time.replace("\"", "").replace(" ", "%20").replace("+", "%2B");
      refused(http.get("/api/v1/tasks?created_before=" + text), 400, "created_before");
    }
  }

  @Test
  void a_time_may_have_any_offset() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MINUTES);
    String inChina = tomorrow.atOffset(ZoneOffset.ofHours(8)).toString();
    assertThat(inChina).endsWith("+08:00");
    String body = "{\"prompt\":\"a\",\"run_at\":\"" + inChina + "\",\"wait_s\":0}";
    JsonNode task = http.post(GENERATE, body).json();
    assertThat(task.path("run_at").asText()).isEqualTo(tomorrow.toString());
    String zoned = "/api/v1/tasks?created_after=2026-01-31T08:00:00%2B08:00";
    assertThat(http.get(zoned).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"max_tokens\":\"5\"         | max_tokens",
        "\"max_tokens\":true          | max_tokens",
        "\"max_tokens\":64.5          | max_tokens",
        "\"max_tokens\":[64]          | max_tokens",
        "\"priority\":\"\"            | priority",
        "\"temperature\":\"0.5\"      | temperature",
        "\"temperature\":false        | temperature",
        "\"async\":0                  | async",
        "\"async\":\"true\"           | async",
        "\"stream\":1.0               | stream",
        "\"model\":1                  | model",
        "\"model\":true               | model",
        "\"model\":[]                 | model",
        "\"tags\":{}                  | tags",
        "\"tags\":[true]              | tags[0]",
        "\"stop\":1                  | stop[0]",
        "\"retry\":\"\"               | retry",
        "\"retry\":[]                 | retry",
        "\"seed\":9007199254740993.0  | seed",
        "\"seed\":1e300               | seed",
      })
  void no_value_is_turned_into_another_type(String member, String field) {
    refused(http.post(GENERATE, "{\"prompt\":\"a\"," + member + "}"), 400, field);
  }

  @Test
  void a_whole_number_may_be_written_with_a_fraction_of_zero() {
    String body =
        "{\"prompt\":\"a\",\"max_tokens\":64.0,\"seed\":6.4e1,\"priority\":3.0,\"wait_s\":0}";
    Answer answer = http.post(GENERATE, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("request").path("max_tokens").toString()).isEqualTo("64");
    assertThat(answer.json().path("priority").toString()).isEqualTo("3");
    var weights = BodyPublishers.ofString("{\"llm\":70.0,\"image\":30.0}");
    Answer divided =
        http.send("PUT", "/api/v1/lanes/weights", weights, "Content-Type", "application/json");
    assertThat(divided.status()).as(divided.text()).isEqualTo(200);
  }

  @Test
  void a_byte_order_mark_is_skipped() {
    assertThat(http.post(GENERATE, "\ufeff" + BODY).status()).isEqualTo(200);
    String tasks = "\ufeff{\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\"}]}";
    assertThat(http.post("/api/v1/tasks", tasks).status()).isEqualTo(202);
    refused(http.post(GENERATE, "\ufeff"), 400, null);
    refused(http.post(GENERATE, "\ufeff\ufeff" + BODY), 400, null);
  }

  @Test
  void a_body_that_is_too_large_is_told_the_limit_that_it_broke() {
    String long1 = "{\"prompt\":\"" + "a".repeat(1_100_000) + "\"}";
    assertThat(http.post(GENERATE, long1).json().path("remedy").asText())
        .contains("server.max_body_bytes");
    String many = "{\"prompt\":\"a\",\"tags\":[" + "1,".repeat(20_000) + "1]}";
    assertThat(http.post(GENERATE, many).json().path("detail").asText())
        .contains("more than 10000 values");
    String deep = "{\"prompt\":" + "[".repeat(101) + "]".repeat(101) + "}";
    assertThat(http.post(GENERATE, deep).json().path("detail").asText())
        .contains("more than 100 levels");
    String number = "{\"prompt\":" + "1".repeat(101) + "}";
    assertThat(http.post(GENERATE, number).json().path("detail").asText())
        .contains("more than 100 digits");
    String name = "{\"" + "p".repeat(100_000) + "\":1}";
    assertThat(http.post(GENERATE, name).json().path("detail").asText())
        .contains("more than 512 characters");
    String task = "{\"type\":\"llm\",\"prompt\":\"a\"}";
    String tasks = "{\"tasks\":[" + (task + ",").repeat(10_000) + task + "]}";
    Answer answer = http.post("/api/v1/tasks", tasks);
    refused(answer, 400, "tasks");
    assertThat(answer.json().path("detail").asText()).contains("10000");
  }

  private static String post(String path, String headers, String body) {
    return head(path, headers + "Connection: close\r\nContent-Length: " + body.length() + "\r\n")
        + body;
  }

  private static String head(String path, String headers) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static void refused(Answer answer, int status, @Nullable String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (field != null) {
      assertThat(answer.json().path("field").asText()).as(answer.text()).isEqualTo(field);
    }
  }
}
