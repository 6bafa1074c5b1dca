package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow survives the end of the processes that drive it and that run its jobs. */
@Tag("drill")
final class WorkflowCrashTest {
  private static final int LAYERS = 10;
  private static final int WIDTH = 10;
  private static final int STEPS = LAYERS * WIDTH;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;

  /** Each step needs three of the layer before, and uses their results. */
  private static String definition() {
    StringBuilder yaml = new StringBuilder("name: layers\nsteps:\n");
    for (int layer = 0; layer < LAYERS; layer++) {
      for (int i = 0; i < WIDTH; i++) {
        String uses = "step " + i;
        for (int j = 0; layer > 0 && j < 3; j++) {
          uses += String.format(Locale.ROOT, " {{ s%d_%d.model }}", layer - 1, (i + j) % WIDTH);
        }
        yaml.append(
            String.format(
                Locale.ROOT,
                "  s%d_%d: {task: llm, request: {prompt: \"%s\", max_tokens: 1}, retry: 20}%n",
                layer,
                i,
                uses));
      }
    }
    return yaml.append("outputs: {last: \"{{ s9_9.model }}\"}\n").toString();
  }

  @Test
  void a_hundred_steps_are_each_finished_once_though_driver_and_worker_are_killed()
      throws Exception {
    try (Cluster cluster = new Cluster(folder)) {
      ServerProcess first = cluster.start("node-a");
      String body = Json.mapper().writeValueAsString(Map.of("definition", definition()));
      String id = first.post("/api/v1/workflows", body).path("run_id").asText();
      JobLedger ledger = new JobLedger(cluster.database());
      await().atMost(PATIENCE).until(() -> ledger.count("status = 'succeeded'") >= STEPS / 5);
      // it drives the workflow and runs its jobs, alone
      cluster.kill("node-a");
      cluster.start("node-b");
      ServerProcess third = cluster.start("node-c");
      await().atMost(PATIENCE).until(() -> ledger.count("status = 'succeeded'") >= STEPS / 2);
      cluster.kill("node-b");
      String path = "/api/v1/workflows/" + id;
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> !third.get(path).path("status").asText().equals("running"));
      JsonNode ended = third.get(path);
      assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("succeeded");
      assertThat(ended.path("steps")).hasSize(STEPS);
      assertThat(ended.path("steps"))
          .allSatisfy(step -> assertThat(step.path("state").asText()).isEqualTo("succeeded"));
      assertThat(ledger.count("run_id IS NOT NULL")).as("jobs").isEqualTo(STEPS);
      assertThat(ledger.count("status = 'succeeded'")).as("jobs that succeeded").isEqualTo(STEPS);
      assertThat(
              cluster.database().number("SELECT COUNT(*) FROM run_item WHERE state = 'succeeded'"))
          .as("items")
          .isEqualTo(STEPS);
      assertThat(
              cluster
                  .database()
                  .number(
                      "SELECT COUNT(*) FROM job_event WHERE kind = 'state'"
                          + " AND CAST(data AS json) ->> 'status' = 'succeeded'"))
          .as("commits")
          .isEqualTo(STEPS);
      assertThat(third.get(path + "/outputs").path("outputs").path("last").asText())
          .isEqualTo("llm-mini");
    }
  }
}
