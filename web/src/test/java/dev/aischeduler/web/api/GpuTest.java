package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.FakeGpus;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a node with GPUs tells and does; the GPUs are fake, the models and their sessions real. */
final class GpuTest {

  private static JsonNode resources(RunningApp app) {
    return app.http().get("/api/v1/system/resources").json();
  }

  private static JsonNode model(RunningApp app, String type) {
    for (JsonNode model : resources(app).path("models")) {
      if (model.path("type").asText().equals(type)) {
        return model;
      }
    }
    throw new AssertionError("no model of " + type);
  }

  @Test
  void gpus_that_cannot_be_used_are_listed_with_the_reason() throws IOException {
    try (RunningApp app =
        RunningApp.start(
            Map.of("models.prewarm", "false"),
            FakeGpus.unusable(2, "this build has no CUDA; run make gpu"),
            Handlers.of(ShippedTasks.modules()))) {
      JsonNode resources = resources(app);
      assertThat(resources.path("gpus").findValuesAsText("used")).containsExactly("false", "false");
      assertThat(resources.at("/gpus/1/memory_used").asLong()).isEqualTo(2L << 30);
      assertThat(resources.at("/gpus/1/compute_capability").asText()).isEqualTo("9.0");
      assertThat(resources.path("device_note").asText())
          .startsWith("no GPU is used")
          .contains("run make gpu");
    }
  }

  @Test
  void a_model_that_cuda_refuses_runs_on_the_cpu_and_says_why() throws IOException {
    try (RunningApp app =
        RunningApp.start(
            Map.of("resources.devices", "1", "models.prewarm", "false"),
            FakeGpus.working(2),
            Handlers.of(ShippedTasks.modules()))) {
      assertThat(resources(app).path("gpus").findValuesAsText("used"))
          .containsExactly("false", "true");
      assertThat(resources(app).path("device_note").asText())
          .isEqualTo("the gpu lanes run on gpu1 (Fake H100)");
      Answer answer =
          app.http().post("/api/v1/llm/generate", "{\"prompt\":\"Hello!\",\"max_tokens\":4}");
      assertThat(answer.status()).isEqualTo(200);
      for (String type : new String[] {"image", "tts"}) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> model(app, type).path("state").asText().equals("ready"));
      }
      for (String type : new String[] {"llm", "image"}) {
        assertThat(model(app, type).path("device").asText()).isEqualTo("gpu1");
        assertThat(model(app, type).path("provider").asText()).isEqualTo("cpu");
        assertThat(model(app, type).path("provider_note").asText()).contains("CUDA");
      }
      assertThat(model(app, "tts").path("device").asText()).isEqualTo("cpu");
      assertThat(model(app, "tts").has("provider_note")).isFalse();
    }
  }

  @Test
  void chats_at_a_time_spread_over_the_gpus_and_are_answered_alike() throws Exception {
    try (RunningApp app =
        RunningApp.start(
            Map.of("models.prewarm", "false"),
            FakeGpus.working(2),
            Handlers.of(ShippedTasks.modules()))) {
      String chat = "{\"prompt\":\"Hello!\",\"max_tokens\":24,\"temperature\":0,\"async\":true}";
      Set<String> answers = new HashSet<>();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                  Answer accepted = app.http().post("/api/v1/llm/generate", chat);
                  ids.add(accepted.json().path("task_id").asText());
                }
                ids.forEach(id -> answers.add(app.http().ended(id).at("/result/text").asText()));
                for (JsonNode gpu : resources(app).at("/device_share/devices")) {
                  assertThat(gpu.at("/lanes/0/slices").asLong()).as(gpu.toString()).isPositive();
                }
              });
      assertThat(answers).hasSize(1).allMatch(text -> !text.isBlank());
      JsonNode model = app.http().get("/api/v1/models/llm-mini").json();
      assertThat(model.path("devices"))
          .extracting(JsonNode::asText)
          .containsExactly("gpu0", "gpu1");
      assertThat(model.path("loads").asInt()).isEqualTo(2);
      Answer one = app.http().post("/api/v1/models/llm-mini/unload?device=gpu1", "");
      assertThat(one.json().path("state").asText()).as(one.text()).isEqualTo("not_loaded");
      Answer none = app.http().post("/api/v1/models/llm-mini/load?device=gpu7", "");
      assertThat(none.status()).isEqualTo(400);
      assertThat(none.json().path("field").asText()).isEqualTo("device");
      assertThat(none.json().path("remedy").asText()).contains("gpu0, gpu1");
    }
  }
}
