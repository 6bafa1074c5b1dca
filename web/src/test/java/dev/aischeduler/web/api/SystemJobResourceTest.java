package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.model.hub.FakeHub;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Background work of the service over HTTP: pulls of models, clean-up. */
final class SystemJobResourceTest {
  private static final String JOBS = "/api/v1/system/jobs";
  private static final String PULL = "/api/v1/models/pull";
  private static final String VOICE =
      "{\"source\":\"hf:test/voice\",\"as\":\"mine\",\"type\":\"tts\"}";
  private static final int SOME = 1_000_000;
  private static final Path MINIATURES =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models");

  @TempDir Path models;
  private final CountDownLatch never = new CountDownLatch(1);
  private FakeHub hub;
  private RunningApp app;
  private Http http;

  @BeforeEach
  void start() throws Exception {
    hub = new FakeHub().repository("test/voice", MINIATURES.resolve("tts-mini"));
    app =
        RunningApp.start(
            Map.of("hub.url", hub.endpoint().toString(), "models.path", models.toString()),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class)), () -> {}));
    http = app.http();
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
    hub.close();
  }

  private JsonNode job(String id) {
    return http.get(JOBS + "/" + id).json();
  }

  private JsonNode ended(String id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> job(id).path("state").asText().matches("succeeded|failed|cancelled"));
    return job(id);
  }

  private String idOf(Answer pull) {
    assertThat(pull.status()).as(pull.text()).isEqualTo(202);
    String id = pull.json().path("system_job").path("id").asText();
    assertThat(pull.header("Location")).isEqualTo(JOBS + "/" + id);
    return id;
  }

  @Test
  void a_model_is_pulled_and_its_system_job_tells_what_was_installed() throws Exception {
    JsonNode done = ended(idOf(http.post(PULL, VOICE)));
    assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("succeeded");
    assertThat(done.path("kind").asText()).isEqualTo("model-pull");
    assertThat(done.path("progress").asDouble()).isEqualTo(1);
    assertThat(done.path("note").asText()).contains("installed mine", "licence apache-2.0");
    assertThat(
            Files.mismatch(
                MINIATURES.resolve("tts-mini/model.onnx"), models.resolve("mine/model.onnx")))
        .isEqualTo(-1);
    assertThat(http.post(PULL, VOICE).status()).isEqualTo(409);
    JsonNode listed = http.get(JOBS + "?state=succeeded,failed&kind=model-pull&limit=5").json();
    assertThat(listed.path("system_jobs")).containsExactly(done);
    assertThat(http.get(JOBS + "?state=failed").json().path("system_jobs")).isEmpty();
  }

  @Test
  void a_pull_that_is_asked_for_twice_is_one_and_goes_on_where_it_was_cancelled() throws Exception {
    hub.fault("model.onnx", FakeHub.holdingAfter(SOME, never));
    String id = idOf(http.post(PULL, VOICE));
    Path part = models.resolve(".incoming/mine/model.onnx.part");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(part) && Files.size(part) == SOME);
    assertThat(job(id).path("note").asText())
        .containsPattern("file \\d of \\d, model.onnx: \\d+ of");
    assertThat(job(id).path("progress").asDouble()).isBetween(0.01, 0.99);
    assertThat(idOf(http.post(PULL, VOICE))).isEqualTo(id);
    assertThat(http.post(PULL, VOICE.replace("test/voice", "test/other")).status()).isEqualTo(409);
    JsonNode cancelled = http.post(JOBS + "/" + id + "/cancel").json();
    assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
    await().atMost(Duration.ofSeconds(60)).until(() -> app.application().system().running() == 0);
    assertThat(models.resolve("mine")).doesNotExist();

    String again = idOf(http.post(PULL, VOICE));
    assertThat(again).isNotEqualTo(id);
    assertThat(ended(again).path("state").asText()).isEqualTo("succeeded");
    assertThat(hub.requests("model.onnx"))
        .extracting(FakeHub.Request::range)
        .containsExactly("", "bytes=" + SOME + "-");
  }

  @Test
  void a_damaged_file_fails_the_pull_and_installs_nothing() {
    hub.fault("model.onnx", FakeHub.corrupting());
    JsonNode failed = ended(idOf(http.post(PULL, VOICE)));
    assertThat(failed.path("state").asText()).isEqualTo("failed");
    assertThat(failed.path("error").asText()).contains("wrong checksum");
    assertThat(failed.path("attempt").asInt()).isEqualTo(1);
    assertThat(models.resolve("mine")).doesNotExist();
  }

  @Test
  void what_cannot_be_pulled_is_refused_with_its_field() {
    Map<String, String> wrong =
        Map.of(
            "{}", "name",
            "{\"name\":\"nonsense\"}", "name",
            "{\"name\":\"qwen2.5\",\"type\":\"llm\"}", "type",
            "{\"source\":\"http://elsewhere\",\"as\":\"x\",\"type\":\"llm\"}", "source",
            "{\"source\":\"hf:a/b\",\"type\":\"llm\"}", "as",
            "{\"source\":\"hf:a/b\",\"as\":\"../x\",\"type\":\"llm\"}", "as",
            "{\"source\":\"hf:a/b\",\"as\":\"x\",\"type\":\"video\"}", "type");
    wrong.forEach(
        (body, field) -> {
          Answer answer = http.post(PULL, body);
          assertThat(answer.status()).as(body).isEqualTo(400);
          assertThat(answer.json().path("field").asText()).as(body).isEqualTo(field);
        });
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void unknown_system_jobs_and_states_are_told_apart() {
    assertThat(http.get(JOBS + "/nonsense").status()).isEqualTo(404);
    assertThat(http.post(JOBS + "/0198c2f4-7a10-7e21-9d5b-3f2f6a1c0b77/cancel").status())
        .isEqualTo(404);
    assertThat(
            http.send(
                    "DELETE",
                    JOBS + "/0198c2f4-7a10-7e21-9d5b-3f2f6a1c0b77",
                    BodyPublishers.noBody())
                .status())
        .isEqualTo(404);
    assertThat(http.get(JOBS + "?state=ended").status()).isEqualTo(400);
  }
}
