package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node still holds after many jobs, of which many were cut short. */
@Tag("drill")
class SoakTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Few jobs leave the just-in-time compiler less time to settle. */
  private static final double MOST_GROWTH = Drills.full() ? 0.05 : 0.1;

  @TempDir Path folder;

  @Test
  void mixed_jobs_with_random_cancels_and_time_outs_leave_no_tensor_no_thread_and_no_memory()
      throws Exception {
    int jobs = Drills.size(75, 1000);
    try (ServerProcess server = ServerProcess.start(folder, ServerProcess.launcherMemory());
        MixedJobs warmUp = new MixedJobs(server, 1);
        MixedJobs mixed = new MixedJobs(server, 2)) {
      long idle = resident(server);
      warmUp.run(Drills.size(50, 250));
      awaitNoTensors(server);
      Map<String, Integer> threads = threads(server);
      long before = resident(server);

      mixed.run(jobs);

      awaitNoTensors(server);
      assertThat(mixed.unexpected()).isEmpty();
      assertThat(mixed.ends()).containsKeys("succeeded", "cancelled", "failed/timeout");
      assertThat(mixed.ids()).hasSize(jobs).doesNotHaveDuplicates();
      assertThat(server.recovered()).isZero();
      await("the end of every thread that jobs began")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertNoneMore(threads(server), threads));
      long after = resident(server);
      Drills.report(
          "soak: %d jobs %s; resident %d MiB idle, %d MiB warm, %d MiB after; 0 open tensors",
          jobs, mixed.ends(), idle >> 20, before >> 20, after >> 20);
      assertThat(after).isLessThanOrEqualTo((long) (before * (1 + MOST_GROWTH)));
    }
  }

  private static void awaitNoTensors(ServerProcess server) {
    // A job is cancelled at once; the model's step that served it ends a moment later.
    await("the end of every tensor")
        .atMost(PATIENCE)
        .until(() -> resources(server).at("/memory/open_tensors").asInt(-1) == 0);
  }

  private static JsonNode resources(ServerProcess server) throws Exception {
    return server.get("/api/v1/system/resources");
  }

  /** Resident bytes when the garbage of the Java heap is gone. */
  private static long resident(ServerProcess server) throws Exception {
    server.collectGarbage();
    return resources(server).at("/memory/rss").asLong();
  }

  /**
   * Java threads by name, digits aside; the web server's come and go with its callers, those of
   * system jobs begin with the first of them.
   */
  private static Map<String, Integer> threads(ServerProcess server) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (String name : server.threads()) {
      if (!name.startsWith("qtp") && !name.startsWith("backgroundjob")) {
        counts.merge(name.replaceAll("\\d+", "#"), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static void assertNoneMore(Map<String, Integer> now, Map<String, Integer> before) {
    assertThat(now)
        .allSatisfy(
            (name, count) ->
                assertThat(count).as(name).isLessThanOrEqualTo(before.getOrDefault(name, 0)));
  }
}
