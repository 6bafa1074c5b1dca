package dev.aischeduler.web.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.LogLines;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.trace.SpanReceiver.Seen;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver of traces gets of requests and jobs. */
final class TracesTest {
  private static final String LLM = "/api/v1/llm/generate";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String TRACEPARENT = "00-" + TRACE + "-" + CALLER + "-01";

  /** Stands in prompts, queries and keys, and must stand in no trace. */
  private static final String SECRET = "Zwiebelfisch-4711";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SpanReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new SpanReceiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Map<String, String> settings(String... more) {
    Map<String, String> all = new HashMap<>(Map.of("tracing.endpoint", receiver.address()));
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static String prompt(String text) {
    return "{\"prompt\":\"" + text + "\"}";
  }

  @Test
  void a_chat_is_shown_from_its_request_to_the_steps_of_the_model() throws IOException {
    try (RunningApp app = RunningApp.start(settings(), Handlers.of(ShippedTasks.modules()))) {
      Answer answer =
          app.http()
              .post(
                  LLM,
                  "{\"prompt\":\"hello\",\"max_tokens\":4,\"wait_s\":60}",
                  "traceparent",
                  TRACEPARENT);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.header("X-Trace-Id")).isEqualTo(TRACE);
      String job = answer.json().path("task_id").asText();
      Seen request = receiver.await(TRACE, "POST " + LLM);
      assertThat(request.parent()).isEqualTo(CALLER);
      assertThat(request.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
      assertThat(request.attributes())
          .containsEntry("http.request.method", "POST")
          .containsEntry("http.route", LLM)
          .containsEntry("http.response.status_code", "200")
          .containsEntry("ai_scheduler.job.id", job);
      Seen queue = receiver.await(TRACE, "queue");
      Seen run = receiver.await(TRACE, "run");
      assertThat(queue.isPartOf(request)).isTrue();
      assertThat(run.isPartOf(request)).isTrue();
      assertThat(queue.start()).isLessThanOrEqualTo(queue.end());
      assertThat(run.attributes())
          .containsEntry("ai_scheduler.job.id", job)
          .containsEntry("ai_scheduler.lane", "llm")
          .containsEntry("ai_scheduler.attempt", "1")
          .containsEntry("ai_scheduler.outcome", "succeeded")
          .containsKeys("ai_scheduler.node", "gen_ai.request.model");
      Seen prefill = receiver.await(TRACE, "prefill");
      Seen decode = receiver.await(TRACE, "decode");
      assertThat(prefill.isPartOf(run)).isTrue();
      assertThat(decode.isPartOf(run)).isTrue();
      assertThat(decode.get("gen_ai.usage.output_tokens"))
          .isEqualTo(answer.json().at("/result/usage/completion_tokens").asText());
    }
  }

  @Test
  void pictures_are_shown_step_by_step_and_speech_by_sentences() throws IOException {
    try (RunningApp app = RunningApp.start(settings(), Handlers.of(ShippedTasks.modules()))) {
      Answer picture =
          app.http()
              .post(
                  "/api/v1/image/generate",
                  "{\"prompt\":\"a tree\",\"width\":64,\"height\":64,\"steps\":3,\"wait_s\":60}");
      assertThat(picture.status()).as(picture.text()).isEqualTo(200);
      String trace = picture.header("X-Trace-Id");
      Seen run = receiver.await(trace, "run");
      List<Seen> steps = receiver.awaitMany(trace, "denoise step", 3);
      assertThat(steps).hasSize(3).allMatch(step -> step.isPartOf(run));
      assertThat(steps)
          .extracting(step -> step.get("ai_scheduler.step"))
          .containsExactly("1", "2", "3");
      assertThat(receiver.await(trace, "encode prompt").isPartOf(run)).isTrue();
      assertThat(receiver.await(trace, "decode picture").isPartOf(run)).isTrue();
      Answer speech =
          app.http().post("/api/v1/tts/synthesize", "{\"text\":\"One. Two three.\",\"wait_s\":60}");
      assertThat(speech.status()).as(speech.text()).isEqualTo(200);
      List<Seen> sentences = receiver.awaitMany(speech.header("X-Trace-Id"), "sentence", 2);
      assertThat(sentences)
          .extracting(sentence -> sentence.get("ai_scheduler.sentence"))
          .containsExactlyInAnyOrder("1", "2");
    }
  }

  @Test
  void a_job_that_runs_on_another_node_and_after_a_restart_stays_in_its_trace() throws IOException {
    Settings.Database database = TestDatabases.settings(Dialect.POSTGRESQL);
    Map<String, String> shared =
        settings(
            "database.url", database.url(),
            "database.username", database.username(),
            "database.password", database.password(),
            "artifacts.store", "database");
    Map<String, String> first = new HashMap<>(shared);
    first.putAll(Map.of("node.name", "takes", "node.labels", "cpu"));
    Map<String, String> second = new HashMap<>(shared);
    second.putAll(Map.of("node.name", "runs", "node.labels", "gpu"));
    try (RunningApp takes = RunningApp.scripted(first)) {
      Answer answer =
          takes.http().post(LLM, "{\"prompt\":\"hi\",\"async\":true}", "traceparent", TRACEPARENT);
      assertThat(answer.status()).isEqualTo(202);
    }
    // neither the process that took it nor its spans are left in memory
    Seen request = receiver.await(TRACE, "POST " + LLM);
    try (RunningApp runs = RunningApp.scripted(second)) {
      assertThat(runs.http().get("/healthz").status()).isEqualTo(200);
      Seen run = receiver.await(TRACE, "run");
      assertThat(run.isPartOf(request)).isTrue();
      assertThat(run.node()).isEqualTo("runs");
      assertThat(request.node()).isEqualTo("takes");
      Seen queue = receiver.await(TRACE, "queue");
      assertThat(queue.isPartOf(request)).isTrue();
      assertThat(queue.end()).isGreaterThan(queue.start());
    }
  }

  @Test
  void every_attempt_is_shown_with_how_it_ended() throws IOException {
    try (RunningApp app = RunningApp.scripted(settings("lanes.llm.backoff_s", "0"))) {
      Answer answer =
          app.http().post(LLM, "{\"prompt\":\"break\",\"max_attempts\":2,\"async\":true}");
      String trace = answer.header("X-Trace-Id");
      assertThat(trace).hasSize(32);
      List<Seen> runs = receiver.awaitMany(trace, "run", 2);
      assertThat(runs).extracting(run -> run.get("ai_scheduler.attempt")).containsExactly("1", "2");
      assertThat(runs).allMatch(Seen::failed).allMatch(r -> r.get("error.type").equals("error"));
      List<Seen> queues = receiver.awaitMany(trace, "queue", 2);
      assertThat(queues.get(1).start())
          .as("it waits again from the end of its first attempt")
          .isGreaterThanOrEqualTo(runs.get(0).start());
    }
  }

  @Test
  void items_of_bulk_runs_steps_of_workflows_and_what_schedules_start_are_traced()
      throws IOException {
    try (RunningApp app = RunningApp.scripted(settings())) {
      Answer bulk =
          app.http()
              .send(
                  "POST",
                  "/api/v1/bulk?type=llm",
                  BodyPublishers.ofString("prompt\none\ntwo\n"),
                  "traceparent",
                  TRACEPARENT);
      assertThat(bulk.status()).as(bulk.text()).isEqualTo(202);
      Seen request = receiver.await(TRACE, "POST /api/v1/bulk");
      assertThat(receiver.awaitMany(TRACE, "run", 2))
          .hasSize(2)
          .allMatch(run -> run.isPartOf(request))
          .allMatch(
              run -> run.get("ai_scheduler.run.id").equals(bulk.json().path("run_id").asText()));
      Answer workflow =
          app.http()
              .post(
                  "/api/v1/workflows",
                  "{\"definition\":{\"name\":\"two\",\"steps\":{\"a\":{\"task\":\"llm\",\"request\":"
                      + "{\"prompt\":\"x\"}},\"b\":{\"task\":\"llm\",\"request\":"
                      + "{\"prompt\":\"{{ a.text }}\"}}}}}");
      assertThat(workflow.status()).as(workflow.text()).isEqualTo(202);
      assertThat(receiver.awaitMany(workflow.header("X-Trace-Id"), "run", 2)).hasSize(2);
      app.http()
          .post(
              "/api/v1/schedules",
              "{\"name\":\"nightly\",\"when\":\"0 2 * * *\",\"time_zone\":\"UTC\",\"target\":"
                  + "{\"job\":{\"type\":\"llm\",\"prompt\":\"z\"}}}");
      assertThat(app.http().post("/api/v1/schedules/nightly/run").status()).isLessThan(300);
      await()
          .atMost(PATIENCE)
          .until(() -> receiver.spans().stream().anyMatch(span -> span.name().equals("schedule")));
      Seen fired =
          receiver.spans().stream()
              .filter(span -> span.name().equals("schedule"))
              .findFirst()
              .orElseThrow();
      assertThat(receiver.await(fired.trace(), "run").isPartOf(fired)).isTrue();
    }
  }

  @Test
  void many_jobs_of_one_call_are_traced_on_both_databases() throws IOException {
    for (Dialect dialect : Dialect.values()) {
      Settings.Database database = TestDatabases.settings(dialect);
      try (RunningApp app =
          RunningApp.scripted(
              settings(
                  "database.url", database.url(),
                  "database.username", database.username(),
                  "database.password", database.password()))) {
        Answer answer =
            app.http()
                .post(
                    "/api/v1/tasks",
                    "{\"tasks\":["
                        + String.join(
                            ",", Collections.nCopies(20, "{\"type\":\"llm\",\"prompt\":\"x\"}"))
                        + "]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String trace = answer.header("X-Trace-Id");
        Seen request = receiver.await(trace, "POST /api/v1/tasks");
        assertThat(receiver.awaitMany(trace, "run", 20))
            .hasSize(20)
            .allMatch(run -> run.isPartOf(request));
      }
    }
  }

  @Test
  void a_webhook_names_the_trace_of_its_job() throws IOException {
    try (HookReceiver hook = new HookReceiver();
        RunningApp app =
            RunningApp.scripted(
                settings(
                    "webhooks.secret",
                    "whsec_" + "A".repeat(32),
                    "webhooks.allowed_networks",
                    "127.0.0.0/8"))) {
      app.http()
          .post(
              LLM,
              "{\"prompt\":\"hi\",\"callback_url\":\"" + hook.address("/" + SECRET) + "\"}",
              "traceparent",
              TRACEPARENT);
      Seen sent = receiver.await(TRACE, "webhook");
      assertThat(sent.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
      assertThat(sent.isPartOf(receiver.await(TRACE, "POST " + LLM))).isTrue();
      assertThat(sent.get("http.response.status_code")).isEqualTo("200");
      assertThat(hook.traceparents).containsExactly("00-" + TRACE + "-" + sent.id() + "-01");
      assertNoSecret();
    }
  }

  @Test
  void no_trace_holds_a_prompt_a_query_or_a_key() throws IOException {
    try (RunningApp app =
        RunningApp.scripted(
            settings(
                "security.api_key",
                "key-" + SECRET,
                "tracing.headers",
                "Authorization=Bearer wanted,X-Team=ours"))) {
      Answer done = app.http().post(LLM + "?token=" + SECRET, prompt("say " + SECRET));
      assertThat(done.status()).as(done.text()).isEqualTo(200);
      Answer wrong = app.http().post(LLM, "{\"prompt\":5,\"" + SECRET + "\":1}");
      assertThat(wrong.status()).isEqualTo(400);
      Answer nowhere = app.http().get("/api/v1/" + SECRET);
      assertThat(nowhere.status()).isEqualTo(404);
      receiver.await(done.header("X-Trace-Id"), "run");
      receiver.await(wrong.header("X-Trace-Id"), "POST " + LLM);
      receiver.await(nowhere.header("X-Trace-Id"), "GET");
      assertThat(receiver.headers.get(0).get("Authorization")).containsExactly("Bearer wanted");
      assertThat(receiver.headers.get(0).get("X-team")).containsExactly("ours");
    }
    assertNoSecret();
  }

  private void assertNoSecret() {
    for (byte[] body : receiver.bodies) {
      assertThat(new String(body, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
    }
  }

  @Test
  void pages_health_and_metrics_are_not_shown() throws IOException {
    try (RunningApp app = RunningApp.scripted(settings())) {
      for (String path : List.of("/healthz", "/metrics", "/", "/jobs", "/openapi.yaml")) {
        assertThat(app.http().get(path).header("X-Trace-Id")).as(path).hasSize(16);
      }
      Answer shown = app.http().get("/api/v1/tasks");
      receiver.await(shown.header("X-Trace-Id"), "GET /api/v1/tasks");
    }
    assertThat(receiver.spans()).extracting(Seen::name).containsOnly("GET /api/v1/tasks");
  }

  @Test
  void a_traceparent_that_is_none_begins_a_new_trace() throws IOException {
    List<String> hostile =
        List.of(
            "",
            "garbage",
            "x".repeat(5000),
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-" + TRACE + "-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "ff-" + TRACE + "-" + CALLER + "-01",
            TRACEPARENT + "-more",
            TRACEPARENT + "'; DROP TABLE job; --");
    try (RunningApp app = RunningApp.scripted(settings())) {
      for (String one : hostile) {
        Answer answer = app.http().post(LLM, prompt("hi"), "traceparent", one);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String trace = answer.header("X-Trace-Id");
        assertThat(trace).as(one).hasSize(32).isNotEqualTo(TRACE);
        assertThat(receiver.await(trace, "POST " + LLM).parent()).isEmpty();
        receiver.await(trace, "run");
      }
    }
  }

  @Test
  void a_caller_that_does_not_sample_is_not_recorded_and_costs_no_column() throws IOException {
    try (RunningApp app = RunningApp.scripted(settings())) {
      Answer answer =
          app.http().post(LLM, prompt("hi"), "traceparent", "00-" + TRACE + "-" + CALLER + "-00");
      assertThat(answer.header("X-Trace-Id")).isEqualTo(TRACE);
      assertThat(stored(app)).isZero();
      Answer shown = app.http().get("/api/v1/tasks");
      receiver.await(shown.header("X-Trace-Id"), "GET /api/v1/tasks");
    }
    assertThat(receiver.spans()).noneMatch(span -> span.trace().equals(TRACE));
  }

  @Test
  void a_ratio_of_nothing_records_nothing_of_its_own() throws IOException {
    try (RunningApp app = RunningApp.scripted(settings("tracing.sample_ratio", "0"))) {
      app.http().post(LLM, prompt("hi"));
      assertThat(stored(app)).isZero();
      app.http().post(LLM, prompt("hi"), "traceparent", TRACEPARENT);
      receiver.await(TRACE, "run");
    }
    assertThat(receiver.spans()).allMatch(span -> span.trace().equals(TRACE));
  }

  @Test
  void without_an_endpoint_nothing_is_made_sent_or_stored() throws IOException {
    try (RunningApp app = RunningApp.scripted(Map.of())) {
      Answer answer = app.http().post(LLM, prompt("hi"), "traceparent", TRACEPARENT);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("X-Trace-Id")).hasSize(16);
      assertThat(stored(app)).isZero();
      // the thread of a node that ended before looks up from its queue once a second, and ends then
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().startsWith("BatchSpanProcessor")));
    }
  }

  private static int stored(RunningApp app) {
    return app.application()
        .database()
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT count(*) FROM job WHERE traceparent IS NOT NULL")
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void a_receiver_that_is_away_holds_up_nothing_and_is_told_of_once_for_each_outage()
      throws IOException {
    try (LogLines log = new LogLines();
        RunningApp app = RunningApp.scripted(settings())) {
      receiver.status = 401;
      for (int i = 0; i < 3; i++) {
        String lost = "lost " + i;
        assertThat(app.http().post(LLM, prompt(lost)).status()).isEqualTo(200);
        int calls = i + 1;
        await().atMost(PATIENCE).until(() -> receiver.refused.get() >= calls);
      }
      await().atMost(PATIENCE).until(() -> lines(log, "traces are lost").size() == 1);
      receiver.status = 200;
      Answer answer = app.http().post(LLM, prompt("again"));
      receiver.await(answer.header("X-Trace-Id"), "run");
      assertThat(lines(log, "traces are lost")).hasSize(1);
      receiver.status = 401;
      app.http().post(LLM, prompt("another outage"));
      await().atMost(PATIENCE).until(() -> lines(log, "traces are lost").size() == 2);
    }
  }

  @Test
  void a_node_ends_in_time_though_nobody_takes_its_last_spans() throws IOException {
    String nobody = receiver.address();
    receiver.close();
    try (RunningApp app = RunningApp.scripted(Map.of("tracing.endpoint", nobody))) {
      assertThat(app.http().post(LLM, prompt("hi")).status()).isEqualTo(200);
    }
  }

  private static List<String> lines(LogLines log, String part) {
    return log.of("dev.aischeduler.web.trace").stream().filter(l -> l.contains(part)).toList();
  }

  @Test
  void the_last_spans_are_sent_before_the_node_ends() throws IOException {
    String trace;
    try (RunningApp app = RunningApp.scripted(settings())) {
      trace = app.http().post(LLM, prompt("hi")).header("X-Trace-Id");
    }
    assertThat(receiver.of(trace, "run")).hasSize(1);
    assertThat(receiver.of(trace, "POST " + LLM)).hasSize(1);
  }
}
