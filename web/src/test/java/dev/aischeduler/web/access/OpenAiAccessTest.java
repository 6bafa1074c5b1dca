package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, tenants and errors of the API in OpenAI's shape, on both databases. */
final class OpenAiAccessTest {
  private static final Map<Dialect, SecuredApp> APPS = new LinkedHashMap<>();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String CHAT =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"store\":true}";

  private static SecuredApp app(Dialect dialect) {
    return APPS.computeIfAbsent(
        dialect,
        d -> {
          SecuredApp app = new SecuredApp(d, Map.of("lanes.tts.max_queued", "1"));
          app.tenant("red");
          app.tenant("blue");
          return app;
        });
  }

  @AfterAll
  static void stop() throws IOException {
    for (SecuredApp app : APPS.values()) {
      app.close();
    }
    APPS.clear();
  }

  private static HttpResponse<InputStream> send(
      SecuredApp app, String key, String method, String path, String json) {
    return app.send(method, path, json, key);
  }

  private static JsonNode json(HttpResponse<InputStream> answer) {
    try (InputStream in = answer.body()) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode upload(SecuredApp app, String key, String form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.http().address() + "/v1/files"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "multipart/form-data; boundary=xx")
            .POST(BodyPublishers.ofString(form))
            .build();
    return json(CLIENT.send(request, BodyHandlers.ofInputStream()));
  }

  private static String form(String purpose, String file) {
    return "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n"
        + file
        + "\r\n--xx\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n"
        + purpose
        + "\r\n--xx--\r\n";
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void nothing_of_a_tenant_is_seen_or_changed_with_the_key_of_another(Dialect dialect)
      throws Exception {
    SecuredApp app = app(dialect);
    String red = app.secret("submitter", "tenant", "red");
    String blue = app.secret("submitter", "tenant", "blue");
    String line =
        "{\"custom_id\":\"one\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}}";
    String file = upload(app, red, form("batch", line)).path("id").asText();
    String batchBody =
        "{\"input_file_id\":\""
            + file
            + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}";
    String batch = json(send(app, red, "POST", "/v1/batches", batchBody)).path("id").asText();
    String completion =
        json(send(app, red, "POST", "/v1/chat/completions", CHAT)).path("id").asText();
    String response =
        json(send(app, red, "POST", "/v1/responses", "{\"input\":\"hello\"}")).path("id").asText();
    assertThat(List.of(file, batch, completion, response)).noneMatch(String::isEmpty);
    String output = "file-err-" + batch.replace("batch_", "");
    app.http().get("/api/v1/bulk/" + batch.replace("batch_", "") + "/events");

    Map<String, String> routes = new LinkedHashMap<>();
    routes.put("/v1/files/" + file, "GET");
    routes.put("/v1/files/" + file + "/content", "GET");
    routes.put("/v1/files/" + output, "GET");
    routes.put("/v1/files/" + output + "/content", "GET");
    routes.put("/v1/batches/" + batch, "GET");
    routes.put("/v1/batches/" + batch + "/cancel", "POST");
    routes.put("/v1/chat/completions/" + completion, "GET");
    routes.put("/v1/chat/completions/" + completion + "?stream=true", "GET");
    routes.put("/v1/responses/" + response, "GET");
    routes.put("/v1/responses/" + response + "/cancel", "POST");
    routes.forEach(
        (path, method) -> {
          HttpResponse<InputStream> foreign = send(app, blue, method, path, "");
          assertThat(foreign.statusCode()).as(path).isEqualTo(404);
          assertThat(json(foreign).at("/error/code").asText()).isEqualTo("not_found");
          assertThat(app.status(method, path, red)).as(path).isEqualTo(200);
        });
    assertThat(app.status("DELETE", "/v1/files/" + file, blue)).isEqualTo(404);
    assertThat(app.status("DELETE", "/v1/responses/" + response, blue)).isEqualTo(404);
    assertThat(json(send(app, blue, "GET", "/v1/files", "")).path("data")).isEmpty();
    assertThat(json(send(app, blue, "GET", "/v1/batches", "")).path("data")).isEmpty();
    assertThat(json(send(app, red, "GET", "/v1/files", "")).at("/data/0/id").asText())
        .isEqualTo(file);
    assertThat(json(send(app, blue, "POST", "/v1/batches", batchBody)).at("/error/param").asText())
        .isEqualTo("input_file_id");
    String further = "{\"input\":\"and?\",\"previous_response_id\":\"" + response + "\"}";
    assertThat(json(send(app, blue, "POST", "/v1/responses", further)).at("/error/param").asText())
        .isEqualTo("previous_response_id");
    assertThat(send(app, red, "POST", "/v1/responses", further).statusCode()).isEqualTo(200);
    String task = completion.replace("chatcmpl-", "");
    assertThat(app.http().get("/api/v1/task/status/" + task).json().path("tenant").asText())
        .isEqualTo("red");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void files_have_bounds_and_pages_and_are_deleted(Dialect dialect) throws Exception {
    SecuredApp app = app(dialect);
    app.tenant("green");
    String key = app.secret("submitter", "tenant", "green");
    assertThat(upload(app, key, form("fine-tune", "x")).at("/error/param").asText())
        .isEqualTo("purpose");
    assertThat(json(send(app, key, "GET", "/v1/files", "")).path("data")).isEmpty();
    String first = upload(app, key, form("batch", "first")).path("id").asText();
    JsonNode second = upload(app, key, form("batch", "zwölf"));
    assertThat(second.path("bytes").asInt()).isEqualTo(6);
    assertThat(second.path("filename").asText()).isEqualTo("a.jsonl");
    JsonNode page = json(send(app, key, "GET", "/v1/files?limit=1", ""));
    assertThat(page.at("/data/0/id")).isEqualTo(second.path("id"));
    assertThat(page.path("has_more").asBoolean()).isTrue();
    String rest = "/v1/files?limit=5&after=" + page.path("last_id").asText();
    assertThat(json(send(app, key, "GET", rest, "")).path("data").findValuesAsText("id"))
        .containsExactly(first);
    assertThat(
            json(send(app, key, "GET", "/v1/files?order=asc", ""))
                .path("data")
                .findValuesAsText("id"))
        .containsExactly(first, second.path("id").asText());
    assertThat(json(send(app, key, "DELETE", "/v1/files/" + first, "")).path("deleted").asBoolean())
        .isTrue();
    assertThat(app.status("GET", "/v1/files/" + first, key)).isEqualTo(404);
    assertThat(app.status("GET", "/v1/files?limit=0", key)).isEqualTo(400);
    assertThat(app.status("GET", "/v1/files?after=none", key)).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"H2"})
  void refusals_have_the_shape_that_clients_know_and_others_keep_theirs(Dialect dialect) {
    SecuredApp app = app(dialect);
    String viewer = app.secret("viewer", "tenant", "red");
    String key = app.secret("submitter", "tenant", "red", "max_priority", 3);
    refused(app, "none", "GET", "/v1/models", "", 401, "invalid_api_key");
    refused(app, viewer, "POST", "/v1/chat/completions", CHAT, 403, "role_missing");
    refused(app, key, "GET", "/v1/none", "", 404, "not_found");
    refused(app, key, "DELETE", "/v1/models", "", 405, "method_not_allowed");
    refused(app, key, "POST", "/v1/chat/completions", "{", 400, "invalid_request");
    refused(app, key, "POST", "/v1/files", "{}", 415, "unsupported_media_type");
    String high = CHAT.replaceFirst("\\{", "{\"priority\":9,");
    refused(app, key, "POST", "/v1/chat/completions", high, 403, "priority_ceiling");
    String large = "{\"input\":\"" + "x".repeat(2_000_000) + "\"}";
    refused(app, key, "POST", "/v1/responses", large, 413, "body_too_large");
    assertThat(send(app, key, "GET", "/api/v1/none", "").headers().firstValue("Content-Type").get())
        .isEqualTo("application/problem+json");
    String slowed = app.secret("submitter", "tenant", "red", "requests_per_minute", 1);
    app.status("GET", "/v1/models", slowed);
    assertThat(refused(app, slowed, "GET", "/v1/models", "", 429, "quota_exceeded")).isNotEmpty();
  }

  /** Returns the header Retry-After. */
  private static String refused(
      SecuredApp app,
      String key,
      String method,
      String path,
      String body,
      int status,
      String code) {
    HttpResponse<InputStream> answer = send(app, key, method, path, body);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    JsonNode error = json(answer).path("error");
    assertThat(error.path("code").asText()).as(path).isEqualTo(code);
    assertThat(error.path("message").asText()).isNotEmpty();
    assertThat(error.size()).isEqualTo(4);
    return answer.headers().firstValue("Retry-After").orElse("");
  }
}
