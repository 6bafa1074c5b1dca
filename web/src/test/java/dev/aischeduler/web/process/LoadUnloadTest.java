package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node still holds of models that came and went. */
@Tag("drill")
class LoadUnloadTest {
  private static final List<String> MODELS = List.of("llm-mini", "tts-mini", "image-mini");
  private static final int TIMES = 8;

  /**
   * A leak takes its memory in each of these; pools, arenas and compiled code that a busy machine
   * still lets grow in the first no longer do in a later one.
   */
  private static final int ROUNDS = 4;

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
      List<Long> grown = new ArrayList<>();
      do {
        long before = resident(server);
        for (int time = 0; time < TIMES; time++) {
          cycle(server);
        }
        grown.add(resident(server) - before);
      } while (grown.get(grown.size() - 1) >= SLACK && grown.size() < ROUNDS);
      assertThat(grown.get(grown.size() - 1))
          .as("bytes of each round: %s", grown)
          .isLessThan(SLACK);
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
