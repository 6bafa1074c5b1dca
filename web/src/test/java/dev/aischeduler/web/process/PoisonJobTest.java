package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that ends its process each time it runs uses up its attempts and is then left alone. */
@Tag("drill")
class PoisonJobTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String POISON =
      "{\"prompt\":\"a red apple\",\"steps\":150,\"use_turbo\":false,\"max_attempts\":2}";

  @TempDir Path folder;

  @Test
  void a_job_that_kills_its_worker_each_time_fails_and_others_go_on() throws Exception {
    String poison = "";
    List<String> others = new ArrayList<>();
    for (int attempt = 1; attempt <= 2; attempt++) {
      try (ServerProcess server = ServerProcess.start(folder)) {
        if (attempt == 1) {
          poison = server.submit("/api/v1/image/generate", POISON);
        }
        others.add(server.submit("/api/v1/llm/generate", "{\"prompt\":\"Hi\",\"async\":true}"));
        awaitAttempt(server, poison, attempt);
        // what a job does that makes its native library fail
        server.kill();
      }
    }
    try (ServerProcess server = ServerProcess.start(folder)) {
      JsonNode dead = server.get("/api/v1/task/status/" + poison);
      assertThat(dead.get("status").asText()).isEqualTo("failed");
      assertThat(dead.get("attempt").asInt()).isEqualTo(2);
      assertThat(dead.get("error").get("type").asText()).isEqualTo("worker_lost");
      others.add(server.submit("/api/v1/llm/generate", "{\"prompt\":\"Hi\",\"async\":true}"));
      for (String other : others) {
        await().atMost(PATIENCE).until(() -> server.status(other).equals("succeeded"));
      }
      Drills.report("poison job: failed as worker_lost after 2 attempts; the others succeeded");
    }
  }

  private static void awaitAttempt(ServerProcess server, String job, int attempt) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode row = server.get("/api/v1/task/status/" + job);
              return row.get("status").asText().equals("running")
                  && row.get("attempt").asInt() == attempt;
            });
  }
}
