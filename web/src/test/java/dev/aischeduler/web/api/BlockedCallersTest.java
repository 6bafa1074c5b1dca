package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callers who wait, listen or send slowly hold a connection, and nothing that others need. */
final class BlockedCallersTest {
  private static final int WAITING = 2000;
  private static final int STREAMS = 1000;
  private static final String GENERATE = "/api/v1/llm/generate";
  private static final String HANG = "{\"prompt\":\"hang\",\"wait_s\":600}";
  private static final String STREAM = "{\"prompt\":\"a\",\"stream\":true}";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static RunningApp app(Map<String, String> overrides) {
    return RunningApp.start(
        overrides,
        (settings, catalogue, devices, cache) ->
            new Handlers(List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class)), () -> {}));
  }

  @Test
  void thousands_of_waiting_callers_and_streams_get_their_end_while_others_are_answered()
      throws Exception {
    try (RunningApp app = app(Map.of())) {
      HttpClient client = HttpClient.newHttpClient();
      String id =
          app.http()
              .post(GENERATE, "{\"prompt\":\"hang\",\"async\":true,\"unique_key\":\"one\"}")
              .json()
              .path("task_id")
              .asText();
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < WAITING; i++) {
        String body = "{\"prompt\":\"hang\",\"wait_s\":600,\"unique_key\":\"one\"}";
        waiting.add(client.sendAsync(post(app, body), BodyHandlers.ofString()));
      }
      List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
      URI events = URI.create(app.http().address() + "/api/v1/task/" + id + "/events");
      for (int i = 0; i < STREAMS; i++) {
        streams.add(
            client.sendAsync(HttpRequest.newBuilder(events).build(), BodyHandlers.ofString()));
      }
      assertThat(app.http().get("/healthz").status()).isEqualTo(200);
      assertThat(app.http().get("/readyz").status()).isEqualTo(200);
      assertThat(app.http().post(GENERATE, "{\"prompt\":\"b\"}").status()).isEqualTo(200);

      assertThat(app.http().post("/api/v1/task/" + id + "/cancel").status()).isEqualTo(200);
      // who comes after that makes a job of its own
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                cancelRunning(app);
                return waiting.stream().allMatch(CompletableFuture::isDone);
              });
      for (CompletableFuture<HttpResponse<String>> one : waiting) {
        HttpResponse<String> answer = one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(409);
      }
      for (CompletableFuture<HttpResponse<String>> one : streams) {
        HttpResponse<String> answer = one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("cancelled");
      }
    }
  }

  private static void cancelRunning(RunningApp app) {
    for (JsonNode task : app.http().get("/api/v1/tasks?status=running").json().path("tasks")) {
      app.http().post("/api/v1/task/" + task.path("task_id").asText() + "/cancel");
    }
  }

  private static HttpRequest post(RunningApp app, String body) {
    return HttpRequest.newBuilder(URI.create(app.http().address() + GENERATE))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  @Test
  void half_sent_bodies_stop_nobody_and_end_with_408() throws Exception {
    try (RunningApp app = app(Map.of())) {
      List<Socket> half = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        half.add(sent(app, head(100) + "{\"prompt\":"));
      }
      assertThat(app.http().get("/healthz").status()).isEqualTo(200);
      assertThat(app.http().get("/readyz").status()).isEqualTo(200);
      assertThat(app.http().post(GENERATE, "{\"prompt\":\"b\"}").status()).isEqualTo(200);
      for (Socket socket : half) {
        assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("body-too-slow");
      }
    }
  }

  @Test
  void a_stream_without_a_place_is_refused_and_stores_nothing() throws Exception {
    try (RunningApp app = app(Map.of("server.max_blocked_callers", "1"));
        Socket first = sent(app, head(HANG.length()) + HANG)) {
      await().untilAsserted(() -> assertThat(tasks(app)).isEqualTo(1));
      Answer refused = app.http().post(GENERATE, STREAM);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(tasks(app)).isEqualTo(1);
      assertThat(first.isClosed()).isFalse();
    }
  }

  @Test
  void a_caller_who_hangs_up_frees_its_place() throws Exception {
    try (RunningApp app = app(Map.of("server.max_blocked_callers", "1"))) {
      try (Socket first = sent(app, head(HANG.length()) + HANG)) {
        await().untilAsserted(() -> assertThat(tasks(app)).isEqualTo(1));
        assertThat(first.isConnected()).isTrue();
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(app.http().post(GENERATE, STREAM).status()).isEqualTo(200));
    }
  }

  @Test
  void a_request_that_was_sent_ahead_is_answered_after_the_one_that_waits() throws Exception {
    String quick = "{\"prompt\":\"a\",\"wait_s\":2}";
    String wait = "{\"prompt\":\"hang\",\"wait_s\":1}";
    try (RunningApp app = app(Map.of());
        Socket both = sent(app, head(wait.length()) + wait)) {
      await().untilAsserted(() -> assertThat(tasks(app)).isEqualTo(1));
      write(
          both, head(quick.length()).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n") + quick);
      assertThat(answer(both)).startsWith("HTTP/1.1 202").contains("HTTP/1.1 200", "echo a");
    }
  }

  @Test
  void large_bodies_over_the_limit_of_all_callers_are_refused_with_429() throws Exception {
    try (RunningApp app = app(Map.of("server.max_body_bytes_in_flight", "1048576"))) {
      String large = "x".repeat(900_000);
      try (Socket first = sent(app, bulkHead(2_000_000) + large)) {
        Socket second = sent(app, bulkHead(1_900_000) + large);
        Socket third = sent(app, bulkHead(1_900_000) + large);
        assertThat(answer(second) + answer(third))
            .contains("HTTP/1.1 429", "server.max_body_bytes_in_flight");
        assertThat(first.isConnected()).isTrue();
      }
      // small requests pass, and all is given back
      assertThat(app.http().post(GENERATE, "{\"prompt\":\"b\"}").status()).isEqualTo(200);
      String whole = "{\"tasks\":\"" + large + "\"}";
      await()
          .untilAsserted(
              () -> assertThat(app.http().post("/api/v1/tasks", whole).status()).isEqualTo(400));
    }
  }

  private static int tasks(RunningApp app) {
    return app.http().get("/api/v1/tasks").json().path("tasks").size();
  }

  private static String bulkHead(int length) {
    return head(length).replace(GENERATE, "/api/v1/tasks");
  }

  private static String head(int length) {
    return "POST "
        + GENERATE
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static Socket sent(RunningApp app, String bytes) throws IOException {
    URI server = URI.create(app.http().address());
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    write(socket, bytes);
    return socket;
  }

  private static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Everything until the server closes. */
  private static String answer(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (socket) {
      socket.getInputStream().transferTo(all);
    } catch (IOException reset) {
      assertThat(all.size()).as(reset.toString()).isPositive();
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
