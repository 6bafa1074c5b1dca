package dev.aischeduler.web.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A product that asks for keys, with scripted handlers, on one database. */
final class SecuredApp implements AutoCloseable {
  static final String ADMIN = "an-admin-s-configured-key";

  private final ScriptedHandler<LlmRequest> llm =
      new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class);
  private final RunningApp app;
  private final HttpClient client = HttpClient.newHttpClient();

  SecuredApp(Dialect dialect, Map<String, String> overrides) {
    Settings.Database database = TestDatabases.settings(dialect);
    Map<String, String> all = new HashMap<>();
    all.put("security.api_key", ADMIN);
    all.putAll(overrides);
    all.put("database.url", database.url());
    all.put("database.username", database.username());
    all.put("database.password", database.password());
    app =
        RunningApp.start(
            all,
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(
                        llm,
                        new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class),
                        new ScriptedHandler<>(ImageTask.TYPE, ImageRequest.class)),
                    () -> {}));
  }

  /** A client with the configured admin key; checks answers against the contract. */
  Http http() {
    return app.http();
  }

  /** Does this at the start of every LLM job from now on. */
  void onRun(Runnable action) {
    llm.onRun(action);
  }

  RunningApp app() {
    return app;
  }

  /** Makes a key; fields as name and value in turn. */
  JsonNode key(String role, Object... fields) {
    ObjectNode body = Json.mapper().createObjectNode().put("name", role).put("role", role);
    for (int i = 0; i < fields.length; i += 2) {
      body.set(String.valueOf(fields[i]), Json.mapper().valueToTree(fields[i + 1]));
    }
    Answer made = http().post("/api/v1/keys", body.toString());
    if (made.status() != 201) {
      throw new AssertionError(made.text());
    }
    return made.json();
  }

  /** Makes a key and returns its secret. */
  String secret(String role, Object... fields) {
    return key(role, fields).path("secret").asText();
  }

  /** Makes a tenant. */
  void tenant(String name) {
    http()
        .send(
            "PUT",
            "/api/v1/tenants/" + name,
            BodyPublishers.ofString("{}"),
            "Content-Type",
            "application/json");
  }

  /** Sends a request with a key and returns the answer's status, without reading its body. */
  int status(String method, String path, String secret) {
    HttpResponse<InputStream> answer = send(method, path, "", secret);
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.statusCode();
  }

  /** Sends a request with a key; empty for none. */
  HttpResponse<InputStream> send(String method, String path, String json, String secret) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(http().address() + path))
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (!secret.isEmpty()) {
      request.header("Authorization", "Bearer " + secret);
    }
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    app.close();
  }
}
