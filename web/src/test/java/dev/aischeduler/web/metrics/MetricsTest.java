package dev.aischeduler.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MetricsTest {
  private RunningApp app;

  @BeforeAll
  void start() {
    app =
        RunningApp.start(
            Map.of("node.name", "meter-1", "lanes.image.max_concurrent", "1"),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(
                        new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                        new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class),
                        new ScriptedHandler<>(ImageTask.TYPE, ImageRequest.class)),
                    () -> {}));
  }

  @AfterAll
  void stop() throws IOException {
    app.close();
  }

  @Test
  void lanes_show_what_waits_runs_and_is_paused() {
    app.http().post("/api/v1/lanes/image/pause");
    app.http().post("/api/v1/image/generate", "{\"prompt\":\"a\"}");
    app.http().post("/api/v1/image/generate", "{\"prompt\":\"b\"}");
    assertThat(value("ai_scheduler_lane_jobs{lane=\"image\",state=\"queued\"}")).isEqualTo(2);
    assertThat(value("ai_scheduler_lane_paused{lane=\"image\"}")).isEqualTo(1);
    assertThat(value("ai_scheduler_lane_slots{lane=\"image\"}")).isEqualTo(1);
    app.http().post("/api/v1/lanes/image/resume");
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(value("ai_scheduler_attempts_total{end=\"succeeded\",lane=\"image\"}"))
                    .isEqualTo(2));
  }

  @Test
  void attempts_are_counted_by_how_they_ended() {
    double before = value("ai_scheduler_attempts_total{end=\"failed\",lane=\"tts\"}");
    app.http().post("/api/v1/tts/synthesize", "{\"text\":\"impossible\"}");
    assertThat(value("ai_scheduler_attempts_total{end=\"failed\",lane=\"tts\"}"))
        .isEqualTo(before + 1);
    assertThat(value("ai_scheduler_attempts_run_seconds_total{lane=\"tts\"}")).isPositive();
  }

  @Test
  void a_healthy_node_has_repaired_nothing_and_answers_for_itself() {
    for (String kind : List.of("recovered", "put_back")) {
      assertThat(value("ai_scheduler_repairs_total{kind=\"" + kind + "\"}")).isZero();
    }
    assertThat(value("ai_scheduler_database_up")).isEqualTo(1);
    assertThat(value("ai_scheduler_device_share_target{device=\"cpu\",lane=\"llm\"}"))
        .isEqualTo(0.7);
    assertThat(value("ai_scheduler_device_busy_seconds_total{device=\"cpu\",lane=\"image\"}"))
        .isZero();
    assertThat(value("ai_scheduler_nodes{state=\"active\"}")).isEqualTo(1);
    assertThat(value("ai_scheduler_model_ready{lane=\"llm\"}")).isEqualTo(1);
    assertThat(value("ai_scheduler_open_tensors")).isZero();
    assertThat(value("ai_scheduler_device_memory_process_bytes{device=\"cpu\"}")).isPositive();
    assertThat(value("ai_scheduler_device_memory_used_bytes{device=\"cpu\"}"))
        .isLessThan(value("ai_scheduler_device_memory_total_bytes{device=\"cpu\"}"));
    assertThat(value("ai_scheduler_model_memory_budget_bytes{device=\"cpu\",lane=\"llm\"}"))
        .isGreaterThan(
            value("ai_scheduler_model_memory_budget_bytes{device=\"cpu\",lane=\"image\"}"));
    assertThat(value("ai_scheduler_model_memory_held_bytes{device=\"cpu\",lane=\"llm\"}")).isZero();
    assertThat(value("ai_scheduler_artifacts_free_bytes")).isPositive();
    assertThat(value("ai_scheduler_database_size_bytes")).isPositive();
    assertThat(text()).contains("ai_scheduler_info{node=\"meter-1\"", "jvm_memory_used_bytes");
  }

  private double value(String series) {
    String line =
        text()
            .lines()
            .filter(text -> text.startsWith(series + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError(series + " is not shown:\n" + text()));
    return Double.parseDouble(line.substring(series.length() + 1));
  }

  private String text() {
    Answer answer = app.http().get("/metrics");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    return answer.text();
  }
}
