package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node still holds of models that came and went. */
class LoadUnloadTest {
  private static final List<String> MODELS = List.of("llm-mini", "tts-mini", "image-mini");
  private static final int TIMES = 8;

  /** Less than the smallest model takes in so many loads: a leak of any of them shows. */
  private static final long SLACK = 48 << 20;

  @TempDir Path folder;

  @Test
  void memory_comes_back_when_models_are_freed() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, ServerProcess.launcherMemory())) {
      server.awaitReady();
      // the first loads fill pools that stay
      cycle(server);
      cycle(server);
      long before = resident(server);
      for (int time = 0; time < TIMES; time++) {
        cycle(server);
      }
      // on a busy machine what threads of the runtime freed comes back a moment later
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(resident(server)).isLessThan(before + SLACK));
    }
  }

  private static void cycle(ServerProcess server) throws Exception {
    for (String model : MODELS) {
      server.post("/api/v1/models/" + model + "/unload");
      server.post("/api/v1/models/" + model + "/load");
    }
  }

  private static long resident(ServerProcess server) throws Exception {
    server.collectGarbage();
    return server.get("/api/v1/system/resources").at("/memory/rss").asLong();
  }
}
