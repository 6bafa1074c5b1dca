package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One lane that cannot work keeps no other from working, and says so everywhere. */
class BrokenModelTest {
  @TempDir Path folder;

  @Test
  void a_corrupt_model_folder_stops_its_own_lane_alone() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("models/broken"));
    Files.writeString(broken.resolve("model_index.json"), "{}");
    try (ServerProcess server = ServerProcess.start(folder, "--set", "engines.image=broken")) {
      String picture = server.submit("/api/v1/image/generate", "{\"prompt\":\"a cat\"}");
      String chat = server.submit("/api/v1/llm/generate", "{\"prompt\":\"Hello\",\"async\":true}");
      String speech =
          server.submit("/api/v1/tts/synthesize", "{\"text\":\"Hello\",\"async\":true}");
      for (String job : new String[] {chat, speech}) {
        await().atMost(Duration.ofMinutes(1)).until(() -> server.status(job).equals("succeeded"));
      }
      JsonNode waiting = server.get("/api/v1/task/status/" + picture);
      assertThat(waiting.get("status").asText()).isEqualTo("queued");
      assertThat(waiting.get("attempt").asInt()).isZero();
      assertThat(waiting.get("why_pending").asText())
          .contains("broken")
          .contains("could not be loaded");
      assertThat(server.unready("/readyz")).contains("\"state\":\"failed\"").contains("broken");
      assertThat(server.get("/api/v1/system/resources").get("models").toString())
          .contains("failed");
      assertThat(server.log()).contains("model broken").contains("cannot be loaded");
    }
  }
}
