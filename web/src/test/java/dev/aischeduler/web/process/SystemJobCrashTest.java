package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.model.hub.FakeHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Background work of the service survives the end of its process. */
@Tag("drill")
final class SystemJobCrashTest {
  private static final int SOME = 4_000_000;
  private static final Path MINIATURES =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models");

  @TempDir Path folder;

  /** The second server speaks Turkish: no text for machines may depend on it. */
  @Test
  void after_kill_9_a_pull_goes_on_where_its_transfer_ended() throws Exception {
    try (FakeHub hub = new FakeHub()) {
      hub.repository("test/voice", MINIATURES.resolve("tts-mini"));
      hub.fault("model.onnx", FakeHub.holdingAfter(SOME, new CountDownLatch(1)));
      Map<String, String> environment = Map.of("HF_ENDPOINT", hub.endpoint().toString());
      String path;
      try (ServerProcess server = ServerProcess.start(folder, environment)) {
        JsonNode pull =
            server.post(
                "/api/v1/models/pull",
                "{\"source\":\"hf:test/voice\",\"as\":\"mine\",\"type\":\"tts\"}");
        path = "/api/v1/system/jobs/" + pull.path("system_job").path("id").asText();
        Path part = folder.resolve("models/.incoming/mine/model.onnx.part");
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> Files.exists(part) && Files.size(part) == SOME);
        server.kill();
      }
      Map<String, String> turkish =
          Map.of(
              "HF_ENDPOINT",
              hub.endpoint().toString(),
              "JAVA_TOOL_OPTIONS",
              "-Duser.language=tr -Duser.country=TR");
      try (ServerProcess server = ServerProcess.start(folder, turkish)) {
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(250))
            .until(() -> server.get(path).path("state").asText().equals("succeeded"));
        JsonNode job = server.get(path);
        assertThat(job.path("note").asText()).contains("installed mine");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
      }
      assertThat(hub.requests("model.onnx"))
          .extracting(FakeHub.Request::range)
          .containsExactly("", "bytes=" + SOME + "-");
    }
  }
}
