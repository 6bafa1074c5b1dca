package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules over HTTP; each answer is checked against the contract. */
final class ScheduleResourceTest {
  private static final String ALL = "/api/v1/schedules";
  private static final String NIGHTLY =
      "{\"name\":\"nightly\",\"when\":\"0 2 * * *\",\"time_zone\":\"Europe/Berlin\","
          + "\"target\":{\"job\":{\"type\":\"llm\",\"prompt\":\"poem of ${date}\"}}}";

  private RunningApp app;
  private Http http;

  @BeforeEach
  void start() {
    app =
        RunningApp.start(
            Map.of(),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class)), () -> {}));
    http = app.http();
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private Answer put(String path, String json) {
    return http.send(
        "PUT", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  @Test
  void a_schedule_is_made_shown_and_removed() {
    Answer made = http.post(ALL, NIGHTLY);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(ALL + "/nightly");
    JsonNode shown = http.get(ALL + "/nightly").json();
    assertThat(shown.path("next")).hasSize(10);
    assertThat(shown.path("description").path("en").asText()).isEqualTo("every day at 02:00");
    assertThat(shown.path("description").path("zh").asText()).isEqualTo("每天 02:00");
    assertThat(http.get(ALL + "/" + shown.path("id").asText()).json().path("name").asText())
        .isEqualTo("nightly");
    assertThat(http.get(ALL).json().path("schedules")).hasSize(1);
    assertThat(http.post(ALL, NIGHTLY).status()).isEqualTo(409);
    assertThat(http.send("DELETE", ALL + "/nightly", BodyPublishers.noBody()).status())
        .isEqualTo(200);
    assertThat(http.get(ALL + "/nightly").status()).isEqualTo(404);
    assertThat(http.post(ALL + "/nightly/run").status()).isEqualTo(404);
  }

  @Test
  void a_definition_is_put_once_and_paused_and_resumed() {
    String body = NIGHTLY.replace("\"name\":\"nightly\",", "");
    assertThat(put(ALL + "/nightly", body).json().path("change").asText()).isEqualTo("created");
    assertThat(put(ALL + "/nightly", body).json().path("change").asText()).isEqualTo("unchanged");
    Answer changed = put(ALL + "/nightly", body.replace("0 2", "0 3"));
    assertThat(changed.json().path("change").asText()).isEqualTo("updated");
    JsonNode paused = http.post(ALL + "/nightly/pause").json();
    assertThat(paused.path("status").asText()).isEqualTo("paused");
    assertThat(paused.path("next")).isEmpty();
    JsonNode resumed = http.post(ALL + "/nightly/resume").json();
    assertThat(resumed.path("status").asText()).isEqualTo("active");
    assertThat(resumed.path("next")).hasSize(10);
  }

  @Test
  void it_runs_now_and_its_history_tells_the_outcome() {
    http.post(ALL, NIGHTLY);
    Answer run = http.post(ALL + "/nightly/run");
    assertThat(run.status()).as(run.text()).isEqualTo(202);
    String task = run.json().path("task_id").asText();
    assertThat(http.ended(task).path("status").asText()).isEqualTo("succeeded");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                http.get(ALL + "/nightly/history?state=succeeded").json().path("history").size()
                    == 1);
    JsonNode entry = http.get(ALL + "/nightly/history").json().path("history").get(0);
    assertThat(entry.path("reason").asText()).isEqualTo("manual");
    assertThat(entry.path("delay_s").asDouble()).isNotNegative();
  }

  @Test
  void a_range_is_backfilled() {
    http.post(ALL, NIGHTLY);
    Answer filled =
        http.post(
            ALL + "/nightly/backfill",
            "{\"from\":\"2025-10-20T00:00:00Z\",\"to\":\"2025-10-30T00:00:00Z\"}");
    assertThat(filled.status()).as(filled.text()).isEqualTo(202);
    // 02:00 in Berlin: the 26th had it twice, and is there once
    assertThat(filled.json().path("count").asInt()).isEqualTo(10);
    assertThat(filled.json().path("fire_times").toString())
        .contains("2025-10-26T00:00:00Z")
        .doesNotContain("2025-10-26T01:00:00Z");
    String month = "{\"from\":\"2025-09-01T00:00:00Z\",\"to\":\"2025-09-30T00:00:00Z\",";
    Answer preview =
        http.post(
            ALL + "/nightly/backfill",
            month + "\"overlap\":\"skip\",\"limit\":3,\"dry_run\":true}");
    assertThat(preview.status()).as(preview.text()).isEqualTo(200);
    assertThat(preview.json().path("fire_times").size() + preview.json().path("skipped").size())
        .isEqualTo(3);
    assertThat(http.post(ALL + "/nightly/backfill", month + "\"overlap\":\"bufer\"}").text())
        .contains("did you mean", "buffer", "\"field\":\"overlap\"");
    assertThat(http.post(ALL + "/nightly/backfill", month + "\"limit\":1001}").status())
        .isEqualTo(400);
    assertThat(http.post(ALL + "/nightly/backfill", "{\"from\":\"2025-10-20T00:00:00Z\"}").status())
        .isEqualTo(400);
  }

  @Test
  void an_expression_is_explained_without_a_schedule() {
    JsonNode preview =
        http.post(
                ALL + "/preview?count=3",
                "{\"when\":\"30 8 * * 1-5\",\"time_zone\":\"Asia/Shanghai\"}")
            .json();
    assertThat(preview.path("description").path("zh").asText()).isEqualTo("每周一至周五 08:30");
    assertThat(preview.path("next")).hasSize(3);
    assertThat(http.get(ALL).json().path("schedules")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a\",\"when\":\"61 * * * *\",\"target\":{\"job\":{\"type\":\"llm\",\"prompt\":\"x\"}}} | when",
        "{\"name\":\"a\",\"wen\":\"61 * * * *\"} | wen",
        "{\"name\":\"a\",\"when\":\"@daily\",\"target\":{\"job\":{\"type\":\"llm\",\"promt\":\"x\"}}} | target.job.promt",
        "{\"name\":\"a\",\"when\":\"@daily\",\"target\":{\"job\":{\"type\":\"video\",\"prompt\":\"x\"}}} | target.job.type",
        "{\"name\":\"a\",\"when\":\"@daily\",\"target\":{\"bulk\":{}}} | target.bulk.rows",
        "{\"name\":\"a\",\"when\":\"@daily\",\"target\":{\"workflow\":{\"definition\":\"name: x\"}}} | target.workflow.definition",
        "{\"name\":\"a\",\"when\":5} | when",
        "{\"name\":\"a\",\"when\":\"@daily\"} | target",
      })
  void what_is_wrong_is_told_with_its_field(String body, String field) {
    Answer answer = http.post(ALL, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
  }

  @Test
  void unknown_states_and_times_of_the_history_are_refused() {
    http.post(ALL, NIGHTLY);
    assertThat(http.get(ALL + "/nightly/history?state=lost").status()).isEqualTo(400);
    assertThat(http.get(ALL + "/nightly/history?before=yesterday").status()).isEqualTo(400);
    assertThat(http.get(ALL + "/nightly/history?limit=0").status()).isEqualTo(400);
  }
}
