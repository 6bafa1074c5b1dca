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
    // counted after the callers have been told
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(value("ai_scheduler_attempts_total{end=\"failed\",lane=\"tts\"}"))
                    .isEqualTo(before + 1));
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

  @Test
  void waits_and_runs_are_shown_by_lane_and_priority_and_failures_by_type() {
    app.http().post("/api/v1/llm/generate", "{\"prompt\":\"hello\",\"priority\":9}");
    app.http().post("/api/v1/llm/generate", "{\"prompt\":\"impossible\",\"priority\":9}");
    app.http()
        .post(
            "/api/v1/llm/generate",
            "{\"prompt\":\"break\",\"max_attempts\":2,\"retry\":{\"backoff_s\":0}}");
    String urgent = "{lane=\"llm\",priority=\"9\"}";
    assertThat(value("ai_scheduler_job_wait_seconds_count" + urgent)).isEqualTo(2);
    assertThat(value("ai_scheduler_job_run_seconds_count" + urgent)).isEqualTo(2);
    assertThat(value("ai_scheduler_job_run_seconds_sum" + urgent)).isPositive();
    assertThat(
            value("ai_scheduler_job_wait_seconds_bucket{lane=\"llm\",priority=\"9\",le=\"+Inf\"}"))
        .isEqualTo(2);
    assertThat(value("ai_scheduler_failures_total{lane=\"llm\",type=\"permanent\"}")).isEqualTo(1);
    assertThat(value("ai_scheduler_failures_total{lane=\"llm\",type=\"error\"}")).isEqualTo(2);
    assertThat(value("ai_scheduler_retries_total{lane=\"llm\"}")).isEqualTo(1);
  }

  @Test
  void requests_are_counted_by_route_and_status_and_unknown_paths_as_one() {
    app.http().get("/api/v1/task/status/0198c2f4-7a10-7e21-9d5b-3f2f6a1c0b77");
    app.http().get("/api/v1/task/status/0198c2f4-7a10-7e21-9d5b-3f2f6a1c0b78");
    app.http().get("/nowhere/1");
    app.http().get("/nowhere/2");
    assertThat(
            value(
                "ai_scheduler_http_requests_total{method=\"GET\","
                    + "route=\"/api/v1/task/status/{task_id}\",status=\"404\"}"))
        .isEqualTo(2);
    assertThat(
            value("ai_scheduler_http_requests_total{method=\"any\",route=\"none\",status=\"404\"}"))
        .isEqualTo(2);
    assertThat(text()).doesNotContain("nowhere");
  }

  @Test
  void what_is_old_late_or_pending_is_shown() {
    assertThat(value("ai_scheduler_lane_oldest_seconds{lane=\"tts\"}")).isZero();
    app.http().post("/api/v1/lanes/tts/pause");
    app.http().post("/api/v1/tts/synthesize", "{\"text\":\"hello\",\"async\":true}");
    Awaitility.await().until(() -> value("ai_scheduler_lane_oldest_seconds{lane=\"tts\"}") > 0);
    app.http().post("/api/v1/lanes/tts/resume");
    assertThat(value("ai_scheduler_runs{kind=\"bulk\",status=\"running\"}")).isZero();
    assertThat(value("ai_scheduler_schedule_lateness_seconds")).isZero();
    assertThat(value("ai_scheduler_schedule_missed")).isZero();
    assertThat(value("ai_scheduler_webhooks_pending")).isZero();
    assertThat(value("ai_scheduler_webhook_attempts_total{state=\"delivered\"}")).isZero();
    assertThat(value("ai_scheduler_event_streams")).isZero();
    assertThat(value("ai_scheduler_pool_waiting")).isZero();
    assertThat(
            value("ai_scheduler_pool_connections{state=\"idle\"}")
                + value("ai_scheduler_pool_connections{state=\"active\"}"))
        .isPositive();
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
