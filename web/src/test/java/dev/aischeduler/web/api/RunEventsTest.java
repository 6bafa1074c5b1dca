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
import dev.aischeduler.web.client.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Live states of runs over HTTP. */
final class RunEventsTest {
  private static final String BULK = "/api/v1/bulk";
  private static final String WORKFLOWS = "/api/v1/workflows";
  private static RunningApp app;
  private static Http http;

  @BeforeAll
  static void start() {
    app =
        RunningApp.start(
            Map.of(),
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

  private static String bulk(String text) {
    Answer answer =
        http.send("POST", BULK + "?type=tts", BodyPublishers.ofString("text\n" + text + "\n"));
    return BULK + "/" + answer.json().path("run_id").asText();
  }

  private static String workflow(String prompt) {
    String yaml = "name: one\\nsteps: {only: {task: llm, request: {prompt: " + prompt + "}}}";
    Answer answer = http.post(WORKFLOWS, "{\"definition\": \"" + yaml + "\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return WORKFLOWS + "/" + answer.json().path("run_id").asText();
  }

  /** Follows a run, and cancels it once its job is seen to run. */
  private static List<JsonNode> statesUntilCancelled(String run, String inFlight) {
    List<JsonNode> states = new ArrayList<>();
    new ApiClient(URI.create(http.address()), "")
        .follow(
            run + "/events",
            null,
            Map.of(),
            event -> {
              assertThat(event.name()).isEqualTo("run");
              states.add(event.data());
              if (event.data().path(inFlight).asInt() > 0) {
                http.post(run + "/cancel");
              }
              return true;
            });
    return states;
  }

  private static void ends(String run) {
    await().until(() -> http.get(run).json().path("finished_at").isTextual());
  }

  @Test
  void a_bulk_run_is_followed_until_its_final_state() {
    List<JsonNode> states = statesUntilCancelled(bulk("hang"), "in_flight");
    JsonNode last = states.get(states.size() - 1);
    assertThat(last.path("status").asText()).isEqualTo("cancelled");
    assertThat(states.subList(0, states.size() - 1))
        .isNotEmpty()
        .allSatisfy(s -> assertThat(s.path("finished_at").isNull()).isTrue());
  }

  @Test
  void a_workflow_is_followed_in_the_same_way() {
    List<JsonNode> states = statesUntilCancelled(workflow("hang"), "jobs_in_flight");
    JsonNode last = states.get(states.size() - 1);
    assertThat(last.path("status").asText()).isEqualTo("cancelled");
    assertThat(last.path("steps")).hasSize(1);
  }

  @Test
  void who_comes_again_gets_the_final_state_once() {
    for (String run : List.of(bulk("hello"), workflow("hello"))) {
      ends(run);
      String stream = http.get(run + "/events").text();
      assertThat(stream).containsOnlyOnce("event: run").contains("\"status\":\"succeeded\"");
      String id = stream.lines().filter(l -> l.startsWith("id: ")).findFirst().orElseThrow();
      Answer again = http.get(run + "/events", "Last-Event-ID", id.substring("id: ".length()));
      assertThat(again.status()).isEqualTo(204);
      assertThat(http.get(run + "/events", "Last-Event-ID", "1").text()).contains("succeeded");
      assertThat(http.get(run + "/events", "Last-Event-ID", "x").status()).isEqualTo(400);
    }
  }

  @Test
  void a_state_that_the_client_has_is_not_sent_again() {
    for (String run : List.of(bulk("hello"), workflow("hello"))) {
      ends(run);
      String tag = http.get(run).header("ETag");
      assertThat(tag).startsWith("W/\"");
      Answer same = http.get(run, "If-None-Match", tag);
      assertThat(same.status()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(http.get(run, "If-None-Match", "W/\"1\"").status()).isEqualTo(200);
    }
  }

  @Test
  void a_change_of_a_run_changes_its_tag() {
    String run = bulk("hang");
    String before = http.get(run).header("ETag");
    http.post(run + "/cancel");
    assertThat(http.get(run, "If-None-Match", before).status()).isEqualTo(200);
  }

  @Test
  void runs_that_are_not_there_cannot_be_followed() {
    String nobody = "/00000000-0000-7000-8000-000000000000/events";
    assertThat(http.get(BULK + nobody).status()).isEqualTo(404);
    assertThat(http.get(WORKFLOWS + nobody).status()).isEqualTo(404);
  }
}
