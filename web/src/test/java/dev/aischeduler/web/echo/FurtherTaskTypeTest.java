package dev.aischeduler.web.echo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.FakeGpus;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import dev.aischeduler.web.cli.TestCommands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task type that nothing outside its package knows, on all the ways that jobs go. */
final class FurtherTaskTypeTest {
  private static final TaskModules FOUR = ShippedTasks.modules().and(new EchoTask());

  private static RunningApp app;
  private static Http http;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    app =
        RunningApp.start(
            Map.of("lanes.echo.max_times", "3"),
            FakeGpus.none(),
            FOUR,
            (settings, catalogue, devices, cache) -> {
              TaskModules echo = new TaskModules(List.<TaskModule>of(new EchoTask()));
              Handlers own = Handlers.of(echo).make(settings, catalogue, devices, cache);
              return new Handlers(
                  List.of(
                      new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                      new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class),
                      new ScriptedHandler<>(ImageTask.TYPE, ImageRequest.class),
                      own.all().get(0)),
                  own.close());
            });
    http = app.http();
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  @Test
  void it_is_submitted_at_its_own_path_and_answered_like_any_other() {
    Answer answer = http.post("/api/v1/echo/say", "{\"words\": \"ha\", \"times\": 3}");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode task = answer.json();
    assertThat(task.path("type").asText()).isEqualTo("echo");
    assertThat(task.path("priority").asInt()).isEqualTo(4);
    assertThat(task.at("/result/text").asText()).isEqualTo("hahaha");
    JsonNode status = http.get("/api/v1/task/status/" + task.path("task_id").asText()).json();
    assertThat(status.path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void its_own_rules_and_the_common_ones_hold() {
    assertThat(http.post("/api/v1/echo/say", "{\"words\": \"ha\", \"times\": 4}").text())
        .contains("lanes.echo.max_times");
    assertThat(http.post("/api/v1/echo/say", "{\"word\": \"ha\"}").text())
        .contains("did you mean \\\"words\\\"");
    assertThat(http.post("/api/v1/echo/say", "{\"words\": \"ha\", \"stream\": true}").text())
        .contains("echo tasks cannot be streamed");
  }

  @Test
  void it_goes_with_others_in_a_bulk_submission_and_is_found_by_its_type() {
    Answer answer =
        http.post(
            "/api/v1/tasks",
            "{\"tasks\": [{\"type\": \"echo\", \"words\": \"bulk\"},"
                + " {\"type\": \"llm\", \"prompt\": \"hi\"}]}");
    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().path("task_ids").path(0).asText();
    assertThat(http.ended(id).at("/result/text").asText()).isEqualTo("bulk");
    assertThat(http.get("/api/v1/tasks?type=echo").json().path("tasks"))
        .isNotEmpty()
        .allMatch(task -> task.path("type").asText().equals("echo"));
    assertThat(http.get("/api/v1/tasks?type=eco").text()).contains("llm, tts, image, echo");
  }

  @Test
  void its_lane_is_shown_paused_and_counted() {
    assertThat(http.post("/api/v1/lanes/echo/pause").json().path("paused").asBoolean()).isTrue();
    JsonNode waiting =
        http.post("/api/v1/echo/say", "{\"words\": \"later\", \"async\": true}").json();
    assertThat(waiting.path("why_pending").asText()).isEqualTo("lane echo is paused");
    assertThat(http.post("/api/v1/lanes/echo/resume").json().path("slots").asInt()).isEqualTo(2);
    assertThat(http.ended(waiting.path("task_id").asText()).path("status").asText())
        .isEqualTo("succeeded");
    assertThat(http.get("/metrics").text())
        .contains("ai_scheduler_lane_slots{lane=\"echo\"} 2.0")
        .contains("ai_scheduler_attempts_total{end=\"succeeded\",lane=\"echo\"}");
  }

  @Test
  void the_page_draws_its_lane_and_its_filter_from_the_answer_of_the_server() {
    JsonNode resources = http.get("/api/v1/system/resources").json();
    assertThat(resources.path("lanes").findValuesAsText("lane"))
        .containsExactly("llm", "tts", "image", "echo");
    assertThat(http.get("/assets/lanes.js").text()).doesNotContain("llm", "tts", "'image'");
    assertThat(http.get("/").text()).doesNotContain("type=llm");
  }

  @Test
  void the_views_of_the_database_list_its_lane() {
    http.post("/api/v1/echo/say", "{\"words\": \"seen\"}");
    List<String> lanes =
        app.application()
            .database()
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("SELECT lane FROM v_lane_stats WHERE succeeded > 0")
                        .mapTo(String.class)
                        .list());
    assertThat(lanes).contains("echo");
  }

  @Test
  void the_command_line_submits_lists_and_steers_it() throws IOException {
    Path tasks = Files.writeString(folder.resolve("tasks.jsonl"), "{\"words\": \"from a file\"}\n");
    assertThat(run("submit", tasks.toString(), "--type", "echo")).isZero();
    http.ended(out.toString().strip());
    assertThat(run("list", "--type", "echo")).isZero();
    assertThat(out.toString()).contains("echo");
    assertThat(run("lanes")).isZero();
    assertThat(out.toString()).containsPattern("echo +cpu +100 %");
    assertThat(run("lanes", "pause", "echo")).isZero();
    assertThat(run("lanes", "resume", "echo")).isZero();
    assertThat(run("lanes", "weights", "llm=70", "image=30")).isZero();
    assertThat(run("lanes", "weights", "llm=60", "echo=40")).isNotZero();
    assertThat(err.toString()).contains("echo", "allowed: llm, image");
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--url", http.address()));
    return TestCommands.run(new PrintWriter(out), new PrintWriter(err), all.toArray(new String[0]));
  }
}
