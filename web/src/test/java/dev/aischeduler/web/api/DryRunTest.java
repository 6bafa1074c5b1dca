package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a submission would come to, without one. */
final class DryRunTest {
  private static final String CHAT = "/api/v1/llm/generate";

  private static RunningApp app;
  private static Http http;

  @BeforeAll
  static void start() {
    app =
        RunningApp.scripted(
            Map.of(
                "lanes.llm.max_concurrent", "1",
                "lanes.tts.max_queued", "1",
                "lanes.tts.max_concurrent", "1"));
    http = app.http();
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  @AfterEach
  void emptyTheLanes() {
    for (JsonNode task : http.get("/api/v1/tasks").json().path("tasks")) {
      http.post("/api/v1/task/" + task.path("task_id").asText() + "/cancel");
    }
    JsonNode unfinished;
    do {
      unfinished = http.get("/api/v1/tasks?status=queued&status=scheduled&status=running").json();
    } while (!unfinished.path("tasks").isEmpty());
    http.post("/api/v1/lanes/llm/resume");
    http.post("/api/v1/lanes/tts/resume");
  }

  private static Answer ask(String path, String fields) {
    return http.post(path, "{\"dry_run\":true," + fields + "}");
  }

  private static JsonNode told(String fields) {
    Answer answer = ask(CHAT, fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("dry_run").asBoolean()).isTrue();
    return answer.json();
  }

  private static String submit(String fields) {
    Answer answer = http.post(CHAT, "{\"async\":true," + fields + "}");
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    return answer.json().path("task_id").asText();
  }

  private static void fillTheLane() {
    String id = submit("\"prompt\":\"hang\"");
    while (!http.get("/api/v1/task/status/" + id)
        .json()
        .path("status")
        .asText()
        .equals("running")) {
      Thread.onSpinWait();
    }
  }

  private static int stored(String tag) {
    return http.get("/api/v1/tasks?tag=" + tag).json().path("tasks").size();
  }

  @Test
  void a_free_lane_would_start_it_now_and_nothing_is_stored() {
    JsonNode told = told("\"prompt\":\"hi\",\"priority\":9,\"stream\":true,\"tags\":[\"tried\"]");
    assertThat(told.path("starts_now").asBoolean()).isTrue();
    assertThat(told.path("starts_in_s").asDouble(-1)).isZero();
    assertThat(told.path("queue_position").asInt()).isEqualTo(1);
    assertThat(told.path("why_pending").asText()).startsWith("starts next");
    assertThat(told.path("nodes")).hasSize(1);
    assertThat(told.path("priority").asInt()).isEqualTo(9);
    assertThat(told.path("task_id").isNull()).isTrue();
    assertThat(told.path("request").path("prompt").asText()).isEqualTo("hi");
    assertThat(told.path("cost").path("jobs").asInt()).isEqualTo(1);
    assertThat(stored("tried")).isZero();
  }

  @Test
  void a_busy_lane_and_a_line_of_jobs_are_told_with_the_place_in_it() {
    fillTheLane();
    JsonNode busy = told("\"prompt\":\"hi\"");
    assertThat(busy.path("starts_now").asBoolean()).isFalse();
    assertThat(busy.path("why_pending").asText()).contains("every slot of lane llm is busy");
    submit("\"prompt\":\"first\"");
    JsonNode behind = told("\"prompt\":\"hi\"");
    assertThat(behind.path("queue_position").asInt()).isEqualTo(2);
    assertThat(behind.path("starts_now").asBoolean()).isFalse();
    JsonNode ahead = told("\"prompt\":\"hi\",\"priority\":9");
    assertThat(ahead.path("queue_position").asInt()).as("by its priority").isEqualTo(1);
  }

  @Test
  void a_pause_and_a_time_are_told() {
    assertThat(http.post("/api/v1/lanes/llm/pause").status()).isEqualTo(200);
    JsonNode paused = told("\"prompt\":\"hi\"");
    assertThat(paused.path("starts_now").asBoolean()).isFalse();
    assertThat(paused.path("starts_in_s").isNull()).isTrue();
    assertThat(paused.path("why_pending").asText()).contains("paused");
    JsonNode later =
        told("\"prompt\":\"hi\",\"run_at\":\"" + Instant.now().plusSeconds(3600) + "\"");
    assertThat(later.path("status").asText()).isEqualTo("scheduled");
    assertThat(later.path("starts_now").asBoolean()).isFalse();
    assertThat(later.path("starts_in_s").asDouble()).isBetween(3000.0, 3600.0);
  }

  @Test
  void the_job_that_would_be_the_answer_is_named() {
    String id = submit("\"prompt\":\"hang\",\"unique_key\":\"only-one\"");
    JsonNode told = told("\"prompt\":\"hi\",\"unique_key\":\"only-one\"");
    assertThat(told.path("task_id").asText()).isEqualTo(id);
    assertThat(told.path("cost").path("jobs").asInt()).isZero();
  }

  @Test
  void it_meets_the_problem_that_the_submission_would_meet() {
    assertThat(ask(CHAT, "\"prompt\":\"hi\",\"priority\":10").json().path("field").asText())
        .isEqualTo("priority");
    assertThat(ask(CHAT, "\"prompt\":\"hi\",\"tenant\":\"nobody\"").json().path("field").asText())
        .isEqualTo("tenant");
    String speech = "/api/v1/tts/synthesize";
    http.post("/api/v1/lanes/tts/pause");
    assertThat(ask(speech, "\"text\":\"one\"").status()).isEqualTo(200);
    http.post(speech, "{\"text\":\"one\",\"async\":true}");
    assertThat(ask(speech, "\"text\":\"two\"").status()).isEqualTo(429);
  }

  @Test
  void it_takes_nothing_from_a_quota_and_tells_when_the_quota_is_used_up() {
    http.send(
        "PUT",
        "/api/v1/tenants/small",
        BodyPublishers.ofString("{\"jobs_per_day\":1}"),
        "Content-Type",
        "application/json");
    String fields = "\"prompt\":\"hi\",\"tenant\":\"small\"";
    told(fields);
    told(fields);
    submit(fields);
    assertThat(ask(CHAT, fields).status()).isEqualTo(429);
  }

  @Test
  void a_bulk_submission_refuses_it_by_its_place() {
    Answer answer =
        http.post(
            "/api/v1/tasks",
            "{\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\",\"dry_run\":true,\"tags\":[\"tried\"]}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).isEqualTo("tasks[0].dry_run");
    assertThat(stored("tried")).isZero();
  }
}
