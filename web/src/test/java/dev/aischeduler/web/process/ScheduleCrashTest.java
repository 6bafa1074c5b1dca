package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes over one PostgreSQL, killed by turns: each fire time starts one job, none is lost. */
@Tag("drill")
final class ScheduleCrashTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String FIRE_TIMES = "SELECT COUNT(*) FROM schedule_run";

  @TempDir Path folder;

  @Test
  void a_schedule_of_each_second_starts_one_job_a_fire_time_while_nodes_are_killed()
      throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int kills = Drills.size(2, 10);
    try (PostgresServer database = PostgresServer.start(folder)) {
      ServerProcess[] nodes = {node(database, 0), node(database, 1)};
      try {
        nodes[0].post(
            "/api/v1/schedules",
            "{\"name\":\"seconds\",\"when\":\"every 1s\",\"overlap\":\"allow\",\"misfire\":\"all\","
                + "\"target\":{\"job\":{\"type\":\"llm\",\"prompt\":\"${fire_time}\",\"max_tokens\":1}}}");
        for (int kill = 0; kill < kills; kill++) {
          long enough = database.number(FIRE_TIMES) + 2 + random.nextInt(5);
          awaitFireTimes(database, enough);
          int victim = random.nextInt(2);
          nodes[victim].kill();
          // the other goes on alone
          awaitFireTimes(database, database.number(FIRE_TIMES) + 3);
          nodes[victim] = node(database, victim);
        }
        nodes[0].post("/api/v1/schedules/seconds/pause");
        check(database, kills, "seed " + seed);
      } finally {
        nodes[0].close();
        nodes[1].close();
      }
    }
  }

  private ServerProcess node(PostgresServer database, int number) throws Exception {
    return ServerProcess.start(
        folder,
        "--set",
        "database.url=" + database.url(),
        "--set",
        "artifacts.store=database",
        "--set",
        "node.name=node-" + number);
  }

  private static void awaitFireTimes(PostgresServer database, long count) {
    await().atMost(PATIENCE).until(() -> database.number(FIRE_TIMES) >= count);
  }

  private static void check(PostgresServer database, int kills, String what) throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(database.number(FIRE_TIMES + " WHERE state <> 'succeeded'"))
                    .as(what)
                    .isZero());
    long fireTimes = database.number(FIRE_TIMES);
    long seconds =
        database.number(
            "SELECT EXTRACT(EPOCH FROM max(fire_time) - min(fire_time)) FROM schedule_run");
    assertThat(fireTimes).as("no second is left out, " + what).isEqualTo(seconds + 1);
    assertThat(database.number("SELECT COUNT(*) FROM job")).as(what).isEqualTo(fireTimes);
    assertThat(database.number("SELECT COUNT(DISTINCT job_id) FROM schedule_run"))
        .as(what)
        .isEqualTo(fireTimes);
    Drills.report(
        "schedule of each second, two nodes, %d times kill -9: %d fire times, one job each",
        kills, fireTimes);
  }
}
