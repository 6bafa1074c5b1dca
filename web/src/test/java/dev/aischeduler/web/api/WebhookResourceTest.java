package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import dev.aischeduler.web.cli.TestCommands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks of a running server to a receiver on the same machine. */
final class WebhookResourceTest {
  private static final String ALL = "/api/v1/webhooks/deliveries";
  private static final String SECRET = "whsec_" + "A".repeat(32);

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer receiver;
  private RunningApp app;
  private Http http;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
    open(SECRET);
  }

  private void open(String secret) {
    app =
        RunningApp.start(
            Map.of("webhooks.secret", secret, "webhooks.allowed_networks", "127.0.0.0/8"),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class)), () -> {}));
    http = app.http();
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
    receiver.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private String submit(String prompt) {
    Answer answer =
        http.post(
            "/api/v1/llm/generate",
            "{\"prompt\":\"" + prompt + "\",\"callback_url\":\"" + url() + "\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("callback_url").asText()).isEqualTo(url());
    return answer.json().path("task_id").asText();
  }

  private JsonNode only(String query, String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              JsonNode found = http.get(ALL + query).json().path("deliveries");
              return found.size() == 1 && found.get(0).path("state").asText().equals(state);
            });
    return http.get(ALL + query).json().path("deliveries").get(0);
  }

  @Test
  void the_end_of_a_task_arrives_as_its_status_document() throws Exception {
    String id = submit("hello");
    JsonNode delivery = only("?subject_id=" + id, "delivered");
    assertThat(delivery.path("status_code").asInt()).isEqualTo(200);
    JsonNode body = Json.mapper().readTree(bodies.get(0));
    assertThat(body.path("type").asText()).isEqualTo("task.succeeded");
    assertThat(body.path("data")).isEqualTo(http.get("/api/v1/task/status/" + id).json());
    assertThat(http.get(ALL + "/" + delivery.path("id").asText()).json()).isEqualTo(delivery);
  }

  @Test
  void a_failed_delivery_is_listed_and_replayed_also_by_the_commands() {
    status = 410;
    String id = submit("hello");
    String delivery = only("?state=failed", "failed").path("id").asText();
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    String server = "--url=" + http.address();
    assertThat(TestCommands.run(printer, printer, "webhooks", "list", "--state", "failed", server))
        .isZero();
    assertThat(out.toString()).contains(delivery, id, "the receiver answered 410");
    status = 200;
    assertThat(TestCommands.run(printer, printer, "webhooks", "replay", delivery, server)).isZero();
    only("?state=delivered", "delivered");
    assertThat(http.get(ALL + "?state=failed").json().path("deliveries")).isEmpty();
    assertThat(bodies).hasSize(2);
  }

  @Test
  void lists_have_pages() {
    List<String> ids = List.of(submit("one"), submit("two"), submit("three"));
    JsonNode first = http.get(ALL + "?limit=2").json();
    String next = first.path("next").asText();
    JsonNode second = http.get(ALL + "?limit=2&after=" + next).json();
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(
            List.of(
                first.at("/deliveries/0"), first.at("/deliveries/1"), second.at("/deliveries/0")))
        .extracting(d -> d.path("subject_id").asText())
        .containsExactly(ids.get(2), ids.get(1), ids.get(0));
  }

  @Test
  void what_is_wrong_is_told_with_its_field() throws Exception {
    Answer metadata =
        http.post(
            "/api/v1/llm/generate",
            "{\"prompt\":\"x\",\"callback_url\":\"http://169.254.169.254/\"}");
    assertThat(metadata.status()).isEqualTo(400);
    assertThat(metadata.json().path("field").asText()).isEqualTo("callback_url");
    Answer events =
        http.post(
            "/api/v1/llm/generate",
            "{\"prompt\":\"x\",\"callback_url\":\"" + url() + "\",\"callback_events\":[\"done\"]}");
    assertThat(events.status()).isEqualTo(400);
    assertThat(events.json().path("field").asText()).isEqualTo("callback_events");
    assertThat(http.get(ALL + "?state=lost").status()).isEqualTo(400);
    assertThat(http.get(ALL + "/nonsense").status()).isEqualTo(404);
    assertThat(http.post(ALL + "/018f3b7e-9d2c-7a41-8f60-2b1c4d5e6f70/replay").status())
        .isEqualTo(404);
    app.close();
    open("");
    Answer unsigned =
        http.post("/api/v1/llm/generate", "{\"prompt\":\"x\",\"callback_url\":\"" + url() + "\"}");
    assertThat(unsigned.status()).isEqualTo(400);
    assertThat(unsigned.text()).contains("webhooks.secret");
  }
}
