package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bulk run survives kill -9 of the node that drives it, and a database that is away. */
@Tag("drill")
final class BulkRunCrashTest {
  private static final int ROWS = 1000;
  private static final int REJECTED = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;

  private static String manifest() {
    StringBuilder rows = new StringBuilder("type,item_key,prompt,max_tokens\n");
    for (int i = 1; i <= ROWS; i++) {
      rows.append("llm,k").append(i).append(",Hello ").append(i);
      rows.append(i % (ROWS / REJECTED) == 0 ? ",many\n" : ",1\n");
    }
    return rows.toString();
  }

  @Test
  void after_three_kills_every_item_was_done_once_and_the_results_are_complete_and_in_order()
      throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String path = null;
    for (int life = 1; life <= 4; life++) {
      try (ServerProcess server = ServerProcess.start(folder)) {
        if (path == null) {
          path = "/api/v1/bulk/" + server.post("/api/v1/bulk", manifest()).path("run_id").asText();
        }
        String run = path;
        if (life < 4) {
          int done = 150 * life + random.nextInt(100);
          await().atMost(PATIENCE).until(() -> server.get(run).path("succeeded").asInt() >= done);
          server.kill();
        } else {
          awaitEnd(server, run);
          check(server, run, "seed " + seed);
        }
      }
    }
  }

  @Test
  void a_database_that_is_away_for_a_while_costs_no_item() throws Exception {
    try (PostgresServer database = PostgresServer.start(folder);
        ServerProcess server =
            ServerProcess.start(folder, "--set", "database.url=" + database.url())) {
      String run =
          "/api/v1/bulk/" + server.post("/api/v1/bulk", manifest()).path("run_id").asText();
      await().atMost(PATIENCE).until(() -> server.get(run).path("succeeded").asInt() >= 200);
      database.stopImmediately();
      await()
          .pollDelay(Duration.ofSeconds(Drills.size(5, 30)))
          .atMost(PATIENCE)
          .until(() -> server.call("/healthz").statusCode() == 200);
      database.startAgain();
      awaitEnd(server, run);
      check(server, run, "after an outage");
    }
  }

  private static void awaitEnd(ServerProcess server, String run) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> server.get(run).path("finished_at").isTextual());
  }

  private static void check(ServerProcess server, String run, String what) throws Exception {
    JsonNode ended = server.get(run);
    assertThat(ended.path("succeeded").asInt()).as(what + ": " + ended).isEqualTo(ROWS - REJECTED);
    assertThat(ended.path("rejected").asInt()).as(what).isEqualTo(REJECTED);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : server.call(run + "/results.jsonl").body().split("\n")) {
      lines.add(Json.mapper().readTree(line));
    }
    assertThat(lines)
        .extracting(line -> line.path("item_key").asText(""))
        .as(what)
        .isEqualTo(IntStream.rangeClosed(1, ROWS).mapToObj(i -> "k" + i).toList());
    assertThat(lines.stream().filter(line -> line.path("state").asText().equals("rejected")))
        .as(what)
        .hasSize(REJECTED)
        .allMatch(line -> line.path("error").asText().startsWith("column 4 (max_tokens)"));
    assertThat(
            lines.stream()
                .map(line -> line.path("task_id").asText())
                .filter(id -> !id.equals("null"))
                .distinct())
        .as(what)
        .hasSize(ROWS - REJECTED);
  }
}
