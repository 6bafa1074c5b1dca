package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real models in and out of memory by REST: a second chat model fits, a second voice does not. */
final class ModelsTest {
  private static final String MODELS = "/api/v1/models";

  @TempDir private static Path installed;
  private static RunningApp app;
  private static Http http;

  @BeforeAll
  static void start() throws IOException {
    copy("llm-mini", "my-chat");
    copy("tts-mini", "my-voice");
    copy("image-mini", "my-painter");
    app =
        RunningApp.start(
            Map.of("models.path", installed.toString(), "resources.lane_memory_mb.tts", "1"),
            Handlers.of(ShippedTasks.modules()));
    http = app.http();
    await().atMost(Duration.ofMinutes(1)).until(() -> http.get("/readyz").status() == 200);
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  private static void copy(String miniature, String name) throws IOException {
    Path from = Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models", miniature);
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Path to = installed.resolve(name).resolve(from.relativize(file).toString());
              Files.copy(file, to);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static Answer act(String name, String action) {
    return http.post(MODELS + "/" + name + "/" + action, "");
  }

  private static JsonNode model(String name) {
    return StreamSupport.stream(http.get(MODELS).json().path("installed").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_model_tells_its_type_place_and_size() {
    assertThat(model("llm-mini").path("state").asText()).isEqualTo("idle");
    assertThat(model("llm-mini").path("pinned").asBoolean()).isTrue();
    assertThat(model("llm-mini").path("footprint_bytes").asLong()).isGreaterThan(8 << 20);
    assertThat(model("my-voice").path("type").asText()).isEqualTo("tts");
    assertThat(model("my-voice").path("pinned").asBoolean()).isFalse();
    assertThat(model("my-painter").path("type").asText()).isEqualTo("image");
    assertThat(model("my-painter").path("devices")).isEmpty();
    assertThat(model("llm-mini").at("/devices/0").asText()).isEqualTo("cpu");
  }

  @Test
  void a_model_is_loaded_run_and_freed_as_often_as_asked() {
    for (int time = 0; time < 2; time++) {
      Answer loaded = act("my-chat", "load");
      assertThat(loaded.status()).as(loaded.text()).isEqualTo(200);
      assertThat(loaded.json().path("state").asText()).isEqualTo("idle");
    }
    assertThat(act("my-chat", "prewarm").status()).isEqualTo(200);
    assertThat(holders("llm")).contains("my-chat", "llm-mini");
    String held = "ai_scheduler_model_memory_loaded_bytes{lane=\"llm\",model=\"my-chat\"}";
    assertThat(http.get("/metrics").text()).contains(held);
    for (int time = 0; time < 2; time++) {
      Answer freed = act("my-chat", "unload");
      assertThat(freed.status()).isEqualTo(200);
      assertThat(freed.json().path("state").asText()).isEqualTo("not_loaded");
      assertThat(http.get("/metrics").text()).doesNotContain(held);
      assertThat(freed.json().path("loads").asInt()).isEqualTo(1);
    }
    assertThat(holders("llm")).containsExactly("llm-mini");
  }

  @Test
  void a_model_whose_folder_was_removed_is_listed_until_it_is_freed() throws IOException {
    copy("llm-mini", "old-chat");
    assertThat(act("old-chat", "load").status()).isEqualTo(200);
    try (Stream<Path> files = Files.walk(installed.resolve("old-chat"))) {
      assertThat(files.sorted(Comparator.reverseOrder())).allMatch(path -> path.toFile().delete());
    }
    assertThat(model("old-chat").path("state").asText()).isEqualTo("idle");
    assertThat(act("old-chat", "unload").json().path("state").asText()).isEqualTo("not_loaded");
    assertThat(http.get(MODELS + "/old-chat").status()).isEqualTo(404);
  }

  @Test
  void a_node_loads_the_models_of_its_own_lanes() throws IOException {
    try (RunningApp cpu =
        RunningApp.start(Map.of("node.labels", "cpu"), Handlers.of(ShippedTasks.modules()))) {
      await().atMost(Duration.ofMinutes(1)).until(() -> state(cpu, "tts-mini").equals("idle"));
      assertThat(state(cpu, "llm-mini")).isEqualTo("not_loaded");
      assertThat(state(cpu, "image-mini")).isEqualTo("not_loaded");
    }
  }

  private static String state(RunningApp of, String name) {
    return of.http().get(MODELS + "/" + name).json().path("state").asText();
  }

  private static Stream<String> holders(String lane) {
    JsonNode lanes = http.get("/api/v1/system/resources").json().at("/device_memory/0/lanes");
    return StreamSupport.stream(lanes.spliterator(), false)
        .filter(each -> each.path("lane").asText().equals(lane))
        .flatMap(each -> StreamSupport.stream(each.path("models").spliterator(), false))
        .map(each -> each.path("name").asText());
  }

  @Test
  void a_configured_engine_may_be_unloaded_and_the_next_job_loads_it() {
    assertThat(act("tts-mini", "unload").status()).isEqualTo(200);
    assertThat(http.get("/readyz").status()).isEqualTo(200);
    Answer spoken = http.post("/api/v1/tts/synthesize", "{\"text\":\"Hello\"}");
    assertThat(spoken.status()).as(spoken.text()).isEqualTo(200);
    assertThat(model("tts-mini").path("state").asText()).isEqualTo("idle");
  }

  @Test
  void what_does_not_fit_is_refused_with_the_remedy_by_rest_and_as_a_job() {
    Answer refused = act("my-voice", "load");
    assertThat(refused.status()).isEqualTo(507);
    assertThat(refused.json().path("detail").asText())
        .contains("my-voice", "needs", "1.0 MiB of lane tts", "resources.lane_memory_mb.tts");
    assertThat(refused.json().path("remedy").asText()).contains("unload or unpin");
    Answer job = http.post("/api/v1/tts/synthesize", "{\"text\":\"Hi\",\"voice\":\"my-voice\"}");
    assertThat(job.text()).contains("permanent", "resources.lane_memory_mb.tts");
  }

  @Test
  void a_pinned_model_is_loaded_beyond_its_lane() {
    assertThat(act("my-voice", "pin").json().path("pinned").asBoolean()).isTrue();
    assertThat(act("my-voice", "load").status()).isEqualTo(200);
    assertThat(act("my-voice", "unload").status()).isEqualTo(200);
    assertThat(act("my-voice", "unpin").json().path("pinned").asBoolean()).isFalse();
    await()
        .until(
            () ->
                !app.application()
                    .database()
                    .jdbi()
                    .withHandle(
                        h ->
                            h.createQuery("SELECT pinned FROM model_stat WHERE model = 'my-voice'")
                                .mapTo(Boolean.class)
                                .one()));
  }

  @Test
  void a_model_in_use_is_not_freed() {
    JsonNode job =
        http.post(
                "/api/v1/image/generate",
                "{\"prompt\":\"a cat\",\"model\":\"my-painter\",\"width\":512,\"height\":512,"
                    + "\"steps\":150,\"use_turbo\":false}")
            .json();
    String id = job.path("task_id").asText();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> model("my-painter").path("state").asText().equals("in_use"));
    Answer refused = act("my-painter", "unload");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText()).contains("is used by 1 jobs");
    assertThat(http.post("/api/v1/task/" + id + "/cancel", "").status()).isLessThan(300);
    await().until(() -> act("my-painter", "unload").status() == 200);
  }

  @Test
  void an_unknown_model_is_not_found() {
    assertThat(act("nobody", "load").status()).isEqualTo(404);
    assertThat(http.get(MODELS + "/nobody").status()).isEqualTo(404);
    assertThat(http.get(MODELS + "/llm-mini").json().path("type").asText()).isEqualTo("llm");
  }

  @Test
  void a_broken_model_says_what_is_wrong_with_it() throws IOException {
    copy("llm-mini", "broken");
    Files.delete(installed.resolve("broken/tokenizer_config.json"));
    Answer refused = act("broken", "load");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("detail").asText()).contains("tokenizer_config.json");
    assertThat(model("broken").path("state").asText()).isEqualTo("failed");
  }
}
