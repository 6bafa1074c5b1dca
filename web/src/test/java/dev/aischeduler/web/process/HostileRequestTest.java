package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.Contract;
import dev.aischeduler.web.hostile.HostileLoad;
import dev.aischeduler.web.hostile.HostileRequests;
import dev.aischeduler.web.hostile.RawClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests that no well-behaved client sends, at a real server with real models on each database.
 * {@code -Dseed=...} sends the requests of a run again, {@code -Drequests=...} another number.
 */
@Tag("drill")
final class HostileRequestTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long MOST_HEAP_GROWTH = 24L << 20;
  private static final int MOST_FILES_MORE = 4;

  /** Threads of one name: some begin with the first event or the first large result. */
  private static final int MOST_THREADS_MORE = 2;

  /** Nothing listens there, so that no pull of a model reaches a hub. */
  private static final Map<String, String> NO_HUB = Map.of("HF_ENDPOINT", "http://127.0.0.1:9");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void hostile_requests_are_refused_and_leave_nothing_behind(Dialect dialect) throws Exception {
    if (dialect == Dialect.H2) {
      try (ServerProcess server = ServerProcess.start(folder, NO_HUB, options())) {
        attack(server, dialect);
      }
      return;
    }
    try (PostgresServer database = PostgresServer.start(folder);
        ServerProcess server =
            ServerProcess.start(
                Files.createDirectories(folder.resolve("server")),
                NO_HUB,
                options("database.url=" + database.url()))) {
      attack(server, dialect);
    }
  }

  private static String[] options(String... further) {
    List<String> all = new ArrayList<>();
    for (String setting : List.of("server.wait_s=1", "database.pool_size=8")) {
      all.addAll(List.of("--set", setting));
    }
    for (String setting : further) {
      all.addAll(List.of("--set", setting));
    }
    return all.toArray(String[]::new);
  }

  private static void attack(ServerProcess server, Dialect dialect) throws Exception {
    server.awaitReady();
    long seed = Long.getLong("seed", System.currentTimeMillis());
    Drills.report("hostile requests on %s: seed %d", dialect, seed);
    HostileRequests requests = new HostileRequests(seed, new Contract().endpoints());
    RawClient client = new RawClient(URI.create(server.address()), Duration.ofSeconds(60));
    HostileLoad load = new HostileLoad(client, requests::request);
    int warmUp = Drills.size(100, 1000);
    load.send(0, warmUp);
    settle(server);
    ServerFigures before = ServerFigures.of(server);
    long start = System.nanoTime();

    int count = Integer.getInteger("requests", Drills.size(400, 20_000));
    load.send(warmUp, count);

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<String> faults = new ArrayList<>(load.faults());
    faults.addAll(lies(server, load.failed()));
    for (String id : load.ids()) {
      if (server.call("/api/v1/task/status/" + id).statusCode() != 200) {
        faults.add("no job has the id " + id + ", which an answer gave");
      }
    }
    settle(server);
    ServerFigures after = ServerFigures.of(server);
    Drills.report(
        "hostile requests on %s: %d in %d s, answers %s, %d jobs; heap %d MiB before, %d MiB after;"
            + " %d and %d files; %d faults",
        dialect,
        count,
        took.toSeconds(),
        load.statuses(),
        load.ids().size(),
        before.heap() >> 20,
        after.heap() >> 20,
        before.files(),
        after.files(),
        faults.size());
    assertThat(faults).as("seed " + seed).isEmpty();
    assertThat(wrongLines(server.log())).as("seed " + seed).isEmpty();
    assertThat(after.heap()).isLessThan(before.heap() + MOST_HEAP_GROWTH);
    await("the end of every thread and connection that requests began")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertNoMore(ServerFigures.of(server), before));
  }

  /** Errors and stack traces. */
  private static List<String> wrongLines(String log) {
    return log.lines()
        .filter(
            line ->
                line.contains(" ERROR ")
                    || line.contains(" FATAL ")
                    || line.startsWith("\tat ")
                    || line.startsWith("Exception in"))
        .limit(20)
        .toList();
  }

  private static void assertNoMore(ServerFigures now, ServerFigures before) {
    assertThat(now.files()).isLessThanOrEqualTo(before.files() + MOST_FILES_MORE);
    assertThat(now.threads())
        .allSatisfy(
            (name, count) ->
                assertThat(count)
                    .as(name)
                    .isLessThanOrEqualTo(
                        before.threads().getOrDefault(name, 0) + MOST_THREADS_MORE));
  }

  /** Jobs that an answer called failed and that did not fail. */
  private static List<String> lies(ServerProcess server, List<String> failed) throws Exception {
    List<String> lies = new ArrayList<>();
    for (String id : failed) {
      JsonNode job = server.get("/api/v1/task/status/" + id);
      if (job.path("attempt").asInt() == 0) {
        lies.add("an answer says that this task failed: " + job);
      }
    }
    return lies;
  }

  /** Undoes what requests were allowed to steer, ends all jobs and waits for it. */
  private static void settle(ServerProcess server) throws Exception {
    for (JsonNode node : server.get("/api/v1/nodes").path("nodes")) {
      server.post("/api/v1/nodes/" + node.path("name").asText() + "/resume");
    }
    for (String lane : List.of("llm", "tts", "image")) {
      server.post("/api/v1/lanes/" + lane + "/resume");
    }
    await("the end of every job")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                cancelAll(server) == 0
                    && server.get("/api/v1/system/resources").path("running_tasks").asInt() == 0);
    await("every model").atMost(PATIENCE).until(() -> server.call("/readyz").statusCode() == 200);
    assertThat(server.call("/healthz").statusCode()).isEqualTo(200);
  }

  private static int cancelAll(ServerProcess server) throws IOException, InterruptedException {
    String all = "{\"action\":\"cancel\",\"filter\":{},\"expected_count\":";
    return server.post("/api/v1/tasks/actions", all + "1000000}").path("matched").asInt();
  }
}
