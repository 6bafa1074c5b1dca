package dev.aischeduler.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.engine.task.HandlerStatus.State;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients can do with jobs, on handlers that do what a test needs. */
final class TaskLifecycleTest {
  private static final String CHAT = "/api/v1/llm/generate";
  private static final String KEY = "a-secret-key";
  private static final ScriptedHandler<TtsRequest> SPEECH =
      new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class);
  private static RunningApp app;
  private static Http http;

  @BeforeAll
  static void start() {
    app =
        RunningApp.start(
            Map.of(
                "security.api_key", KEY,
                "lanes.llm.max_concurrent", "1",
                "lanes.llm.backoff_s", "0",
                "lanes.tts.max_queued", "1"),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class), SPEECH),
                    () -> {}));
    http = app.http();
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  private static String body(String prompt, String more) {
    return "{\"prompt\":\"" + prompt + "\"" + more + "}";
  }

  private static String submit(String prompt, String more) {
    Answer answer = http.post(CHAT, body(prompt, ",\"async\":true" + more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().path("task_id").asText();
  }

  private static String cancel(String id) {
    return http.post("/api/v1/task/" + id + "/cancel").json().path("status").asText();
  }

  @Test
  void a_job_that_takes_longer_than_the_caller_waits_is_accepted_and_goes_on() {
    Answer answer = http.post(CHAT, body("hang", ",\"wait_s\":0"));
    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().path("task_id").asText();
    assertThat(answer.header("Location")).isEqualTo("/api/v1/task/status/" + id);
    assertThat(cancel(id)).isEqualTo("cancelled");
    assertThat(cancel(id)).isEqualTo("cancelled");
    Answer deleted = http.send("DELETE", "/api/v1/task/" + id, BodyPublishers.noBody());
    assertThat(deleted.json().path("status").asText()).isEqualTo("cancelled");
  }

  @Test
  void a_cancelled_job_answers_its_waiting_caller_with_409_and_can_be_retried() throws Exception {
    String tag = ",\"tags\":[\"to-cancel\"]";
    List<Answer> answers = new ArrayList<>();
    Thread caller = new Thread(() -> answers.add(http.post(CHAT, body("hang", tag))));
    caller.start();
    JsonNode found = http.get("/api/v1/tasks?tag=to-cancel").json().path("tasks");
    while (found.isEmpty()) {
      Thread.onSpinWait();
      found = http.get("/api/v1/tasks?tag=to-cancel").json().path("tasks");
    }
    String id = found.path(0).path("task_id").asText();
    cancel(id);
    caller.join();
    assertThat(answers.get(0).status()).isEqualTo(409);
    assertThat(answers.get(0).json().path("task_id").asText()).isEqualTo(id);
    Answer retried = http.post("/api/v1/task/" + id + "/retry");
    assertThat(retried.json().path("status").asText()).isIn("queued", "running");
    assertThat(cancel(id)).isEqualTo("cancelled");
  }

  @Test
  void a_failure_is_told_by_whose_fault_it_is() {
    Answer impossible = http.post(CHAT, body("impossible", ""));
    assertThat(impossible.status()).isEqualTo(422);
    assertThat(impossible.json().path("detail").asText()).isEqualTo("this can never work");
    Answer broken = http.post(CHAT, body("break", ",\"max_attempts\":2"));
    assertThat(broken.status()).isEqualTo(503);
    assertThat(broken.header("Retry-After")).isNotEmpty();
    String id = broken.json().path("task_id").asText();
    JsonNode task = http.get("/api/v1/task/status/" + id).json();
    assertThat(task.path("attempt").asInt()).isEqualTo(2);
    assertThat(task.path("error").path("message").asText()).isEqualTo("scripted failure");
    Answer late = http.post(CHAT, body("hang", ",\"timeout_s\":1,\"max_attempts\":1"));
    assertThat(late.status()).isEqualTo(504);
  }

  @Test
  void the_same_key_finds_the_same_job_and_refuses_another_request() {
    String[] key = {"Idempotency-Key", "order-1"};
    Answer first = http.post(CHAT, body("once", ""), key);
    Answer again = http.post(CHAT, body("once", ""), key);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.json().path("task_id")).isEqualTo(first.json().path("task_id"));
    assertThat(http.post(CHAT, body("twice", ""), key).status()).isEqualTo(409);
  }

  @Test
  void a_unique_key_finds_the_job_that_is_not_final() {
    String unique = ",\"unique_key\":\"sync\",\"queue_timeout_s\":600,\"retry\":{\"factor\":3}";
    String running = submit("hang", unique);
    Answer joined = http.post(CHAT, body("other", ",\"async\":true,\"unique_key\":\"sync\""));
    assertThat(joined.status()).isEqualTo(200);
    assertThat(joined.json().path("deduplicated").asBoolean()).isTrue();
    assertThat(joined.json().path("task_id").asText()).isEqualTo(running);
    assertThat(joined.json().path("retry").path("factor").asDouble()).isEqualTo(3);
    assertThat(joined.json().path("queue_timeout_s").asInt()).isEqualTo(600);
    cancel(running);
    Answer fresh = http.post(CHAT, body("other", ",\"unique_key\":\"sync\""));
    assertThat(fresh.json().path("result").path("text").asText()).isEqualTo("echo other");
    assertThat(fresh.json().has("deduplicated")).isFalse();
  }

  @Test
  void a_tenant_is_made_limited_and_removed_while_the_server_runs() {
    assertThat(put("{\"weight\":2,\"jobs_per_day\":1}").status()).isEqualTo(201);
    String acme = ",\"async\":true,\"tenant\":\"acme\"";
    Answer first = http.post(CHAT, body("of acme", acme));
    assertThat(first.json().path("tenant").asText()).isEqualTo("acme");
    Answer refused = http.post(CHAT, body("too many", acme));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    assertThat(refused.json().path("detail").asText()).contains("jobs_per_day");
    assertThat(put("{}").status()).isEqualTo(200);
    String id = http.post(CHAT, body("no limit now", acme)).json().path("task_id").asText();
    http.ended(id);
    JsonNode listed = http.get("/api/v1/tasks?tenant=acme").json().path("tasks");
    assertThat(listed.findValuesAsText("task_id")).contains(id);
    Answer removed = http.send("DELETE", "/api/v1/tenants/acme", BodyPublishers.noBody());
    assertThat(removed.json().path("name").asText()).isEqualTo("acme");
    assertThat(http.post(CHAT, body("x", acme)).json().path("field").asText()).isEqualTo("tenant");
  }

  private static Answer put(String json) {
    var body = BodyPublishers.ofString(json);
    return http.send("PUT", "/api/v1/tenants/acme", body, "Content-Type", "application/json");
  }

  @Test
  void priority_changes_while_a_job_waits_and_not_afterwards() {
    String running = submit("hang", "");
    String waiting = submit("later", ",\"priority\":1");
    Answer changed = patch(waiting, "{\"priority\":9}");
    assertThat(changed.json().path("priority").asInt()).isEqualTo(9);
    assertThat(changed.json().path("why_pending").asText()).isNotEmpty();
    assertThat(patch(waiting, "{\"priority\":10}").status()).isEqualTo(400);
    assertThat(patch(waiting, "{}").status()).isEqualTo(400);
    cancel(running);
    assertThat(http.ended(waiting).path("status").asText()).isEqualTo("succeeded");
    assertThat(patch(waiting, "{\"priority\":2}").status()).isEqualTo(409);
  }

  private static Answer patch(String id, String json) {
    var body = BodyPublishers.ofString(json);
    return http.send("PATCH", "/api/v1/task/" + id, body, "Content-Type", "application/json");
  }

  @Test
  void a_stream_that_begins_in_the_queue_misses_no_token() throws Exception {
    String running = submit("hang", "");
    List<Answer> answers = new ArrayList<>();
    String request = body("streamed", ",\"stream\":true,\"tags\":[\"streamed\"]");
    Thread caller = new Thread(() -> answers.add(http.post(CHAT, request)));
    caller.start();
    while (http.get("/api/v1/tasks?tag=streamed").json().path("tasks").isEmpty()) {
      Thread.onSpinWait();
    }
    cancel(running);
    caller.join();
    List<String> names = answers.get(0).events().stream().map(Answer.Event::name).toList();
    assertThat(names).startsWith("task").endsWith("result");
    assertThat(names.stream().filter("token"::equals)).hasSize(2);
  }

  @Test
  void a_failed_stream_ends_with_an_error_event() {
    Answer answer = http.post(CHAT, body("impossible", ",\"stream\":true"));
    Answer.Event last = answer.events().get(answer.events().size() - 1);
    assertThat(last.name()).isEqualTo("error");
    assertThat(last.data().path("status").asInt()).isEqualTo(422);
  }

  @Test
  void the_history_is_replayed_after_the_last_event_that_was_heard() {
    String id = http.post(CHAT, body("history", "")).json().path("task_id").asText();
    String path = "/api/v1/task/" + id + "/events";
    JsonNode all = http.get(path, "Accept", "application/json").json().path("events");
    List<String> states = all.findValuesAsText("status");
    assertThat(states).containsExactly("queued", "running", "succeeded");
    String first = all.path(0).path("seq").asText();
    List<Answer.Event> rest = http.get(path, "Last-Event-ID", first).events();
    assertThat(rest)
        .extracting(event -> event.data().path("data").path("status").asText())
        .containsExactly("running", "succeeded");
  }

  @Test
  void pages_hold_each_job_once() {
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.add(0, submit("page " + i, ",\"tags\":[\"paged\"]"));
    }
    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = http.get("/api/v1/tasks?tag=paged&limit=2" + after).json();
      seen.addAll(page.path("tasks").findValuesAsText("task_id"));
      after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asText();
    } while (!after.isEmpty());
    assertThat(seen).isEqualTo(submitted);
  }

  @Test
  void a_full_lane_answers_429_and_a_paused_one_says_why_jobs_wait() {
    String speech = "/api/v1/tts/synthesize";
    assertThat(http.post("/api/v1/lanes/tts/pause").json().path("paused").asBoolean()).isTrue();
    Answer queued = http.post(speech, "{\"text\":\"a\",\"async\":true}");
    assertThat(queued.json().path("why_pending").asText()).contains("pause");
    Answer refused = http.post(speech, "{\"text\":\"b\",\"async\":true}");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    http.post("/api/v1/lanes/tts/resume");
    assertThat(http.ended(queued.json().path("task_id").asText()).path("status").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void a_result_that_another_node_keeps_in_its_files_names_that_node() {
    String id = submit("hello", "");
    http.ended(id);
    app.application()
        .database()
        .jdbi()
        .useHandle(
            h -> {
              h.execute("UPDATE job SET node = 'elsewhere' WHERE id = ?", UUID.fromString(id));
              h.execute(
                  """
                  INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256, created_at)
                  VALUES (?, 'out.wav', 'audio/wav', 3, ?, CURRENT_TIMESTAMP)""",
                  UUID.fromString(id),
                  "0".repeat(64));
            });
    Answer answer = http.get("/api/v1/task/" + id + "/artifacts/out.wav");
    assertThat(answer.status()).isEqualTo(421);
    assertThat(answer.json().path("detail").asText()).contains("node elsewhere");
    assertThat(answer.json().path("remedy").asText()).contains("artifacts.store");
  }

  @Test
  void a_draining_node_starts_nothing_and_says_so() {
    String node = "/api/v1/nodes/" + http.get("/api/v1/nodes").json().at("/nodes/0/name").asText();
    assertThat(http.post(node + "/drain").json().path("state").asText()).isEqualTo("draining");
    await()
        .until(
            () ->
                http.get("/api/v1/task/status/" + submit("hello", ""))
                    .json()
                    .path("why_pending")
                    .asText()
                    .contains("draining"));
    assertThat(http.post(node + "/resume").json().path("state").asText()).isEqualTo("active");
    assertThat(http.ended(submit("hello", "")).path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void a_lane_whose_model_failed_is_named_while_the_others_serve() {
    SPEECH.pretend(State.FAILED);
    try {
      Answer ready = http.get("/readyz");
      assertThat(ready.status()).isEqualTo(503);
      JsonNode lanes = ready.json().path("lanes");
      assertThat(lanes.findValuesAsText("state")).containsExactly("ready", "failed");
      assertThat(http.post(CHAT, body("still", "")).status()).isEqualTo(200);
    } finally {
      SPEECH.pretend(State.READY);
    }
    assertThat(http.get("/readyz").status()).isEqualTo(200);
  }

  @Test
  void a_job_for_later_is_scheduled_and_not_waited_for() {
    Answer answer = http.post(CHAT, body("later", ",\"run_at\":\"" + tomorrow() + "\""));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("status").asText()).isEqualTo("scheduled");
    cancel(answer.json().path("task_id").asText());
  }

  private static String tomorrow() {
    return Instant.now().plusSeconds(86_400).toString();
  }

  @Test
  void without_the_key_only_health_answers() {
    String wrong = "Bearer wrong-key";
    assertThat(http.get("/healthz", "Authorization", wrong).status()).isEqualTo(200);
    Answer refused = http.get("/api/v1/tasks", "Authorization", wrong);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    Answer browser = http.get("/", "Authorization", wrong, "Accept", "text/html");
    assertThat(browser.header("WWW-Authenticate")).startsWith("Basic");
    String basic = Base64.getEncoder().encodeToString(("me:" + KEY).getBytes(UTF_8));
    assertThat(http.get("/", "Authorization", "Basic " + basic).status()).isEqualTo(200);
  }
}
