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

/** A server that ends, by force or by order, loses no job and commits no result twice. */
@Tag("drill")
class CrashTest {
  private static final List<String> FINAL = List.of("succeeded", "failed", "cancelled");

  @TempDir Path folder;

  @Test
  void after_kill_9_every_job_of_every_type_ends_once_and_attempts_are_counted() throws Exception {
    List<String> jobs = new ArrayList<>();
    List<String> running;
    try (ServerProcess server =
        ServerProcess.start(folder, "--set", "lanes.llm.max_concurrent=1")) {
      // models load one after the other: else the chats would be over before the first picture
      server.awaitReady();
      jobs.addAll(submitAll(server));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> typesWith(server, "running").containsAll(List.of("llm", "tts", "image")));
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(folder)) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(
              () -> {
                for (String job : jobs) {
                  assertThat(server.status(job)).isIn(FINAL);
                }
              });
      running = new ArrayList<>();
      for (String job : jobs) {
        JsonNode row = server.get("/api/v1/task/status/" + job);
        List<String> states = states(server, job);
        assertThat(row.get("status").asText()).as("job %s: %s", job, states).isEqualTo("succeeded");
        assertThat(states.stream().filter("succeeded"::equals)).as("commits of %s", job).hasSize(1);
        long runs = states.stream().filter("running"::equals).count();
        assertThat(row.get("attempt").asLong()).as("attempts of %s", job).isEqualTo(runs);
        if (runs > 1) {
          running.add(row.get("type").asText());
        }
      }
      assertThat(running).contains("llm", "tts", "image");
      assertThat(server.get("/api/v1/tasks?limit=100").get("tasks")).hasSize(jobs.size());
    }
  }

  @Test
  void on_sigterm_running_jobs_finish_or_go_back_without_losing_an_attempt() throws Exception {
    List<String> jobs;
    try (ServerProcess server = ServerProcess.start(folder, "--set", "server.drain_s=0")) {
      jobs = submitAll(server);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> typesWith(server, "running").contains("image"));
      server.terminate();
    }
    try (ServerProcess server = ServerProcess.start(folder)) {
      for (String job : jobs) {
        await().atMost(Duration.ofMinutes(2)).until(() -> FINAL.contains(server.status(job)));
        JsonNode row = server.get("/api/v1/task/status/" + job);
        assertThat(row.get("status").asText()).isEqualTo("succeeded");
        assertThat(row.get("attempt").asInt()).as("%s: %s", job, states(server, job)).isEqualTo(1);
      }
    }
  }

  private static List<String> submitAll(ServerProcess server) throws Exception {
    List<String> jobs = new ArrayList<>();
    String text = "The quick brown fox jumps over the lazy dog again and again. ".repeat(40);
    for (int i = 0; i < 3; i++) {
      jobs.add(
          server.submit(
              "/api/v1/image/generate",
              "{\"prompt\":\"a red apple\",\"steps\":30,\"use_turbo\":false,\"seed\":" + i + "}"));
      jobs.add(
          server.submit("/api/v1/tts/synthesize", "{\"text\":\"" + text + "\",\"async\":true}"));
    }
    for (int i = 0; i < 12; i++) {
      jobs.add(
          server.submit(
              "/api/v1/llm/generate",
              "{\"prompt\":\"写一首关于月亮的诗\",\"temperature\":1.2,\"repetition_penalty\":1.5,\"async\":true,\"seed\":"
                  + i
                  + "}"));
    }
    return jobs;
  }

  private static List<String> typesWith(ServerProcess server, String status) throws Exception {
    List<String> types = new ArrayList<>();
    for (JsonNode job : server.get("/api/v1/tasks?limit=100&status=" + status).get("tasks")) {
      types.add(job.get("type").asText());
    }
    return types;
  }

  private static List<String> states(ServerProcess server, String job) throws Exception {
    List<String> states = new ArrayList<>();
    for (JsonNode event : server.get("/api/v1/task/" + job + "/events").get("events")) {
      states.add(event.get("data").get("status").asText());
    }
    return states;
  }
}
