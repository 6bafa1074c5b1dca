package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a cluster that are killed at random lose no job and commit none twice. */
@Tag("drill")
class ClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void three_nodes_that_are_killed_in_turn_do_every_job_once() throws Exception {
    int jobs = Drills.size(300, 10_000);
    int kills = Drills.size(2, 20);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Cluster cluster = new Cluster(folder)) {
      List<String> names = List.of("a", "b", "c");
      for (String name : names) {
        start(cluster, name);
      }
      JobLedger ledger = new JobLedger(cluster.database());
      List<Long> pickUps = new ArrayList<>();
      int total;
      try (SubmissionLoad load = SubmissionLoad.start(cluster::anyAddress, Drills.size(20, 25))) {
        while (pickUps.size() < kills || load.accepted() < jobs) {
          final long begun = System.nanoTime();
          String victim = names.get(random.nextInt(names.size()));
          String runsThere = "status = 'running' AND node = '" + victim + "'";
          await().atMost(PATIENCE).until(() -> ledger.count(runsThere) > 0);
          cluster.kill(victim);
          pickUps.add(ledger.awaitPickUp(victim, PATIENCE));
          start(cluster, victim);
          await().atMost(PATIENCE).until(() -> System.nanoTime() - begun > EVERY.toNanos());
        }
        total = load.finish();
        ledger.awaitAllEnded(PATIENCE);
        ledger.assertAllSucceededOnce(load.ids());
        assertThat(load.answers())
            .allSatisfy(a -> assertThat(a.status()).isIn(0, 200, 202, 429, 503));
      }
      long again = ledger.count("attempt > 1");
      Drills.report(
          "3 nodes, %d jobs, %d times kill -9 (seed %d): none lost, none twice; %d ran again;"
              + " running jobs of a killed node taken over within %d ms",
          total, pickUps.size(), seed, again, Collections.max(pickUps));
      assertThat(again).isPositive();
      assertThat(ledger.wrongAttemptCounts()).isZero();
      if (Drills.full()) {
        assertThat(Collections.max(pickUps)).isLessThanOrEqualTo(TimeUnit.SECONDS.toMillis(10));
      }
    }
  }

  private static void start(Cluster cluster, String name) throws Exception {
    cluster.start(name, "lanes.llm.max_attempts=50", "node.labels=gpu");
  }
}
