package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that stands still for longer than its heartbeats may miss has lost its jobs. */
@Tag("drill")
class FrozenNodeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String JOB =
      "{\"prompt\":\"写一首关于月亮的诗\",\"temperature\":1.2,\"repetition_penalty\":1.5,"
          + "\"max_tokens\":400,\"async\":true}";

  @TempDir Path folder;

  @Test
  void a_frozen_node_commits_nothing_after_others_did_its_jobs_and_then_works_on()
      throws Exception {
    try (Cluster cluster = new Cluster(folder)) {
      ServerProcess frozen = cluster.start("frozen");
      cluster.start("other");
      JobLedger ledger = new JobLedger(cluster.database());
      List<String> jobs = new ArrayList<>();
      String runsThere = "status = 'running' AND node = 'frozen'";
      do {
        jobs.add(frozen.submit("/api/v1/llm/generate", JOB));
      } while (ledger.count(runsThere) < 2);
      Signals.send(frozen.pid(), "STOP");
      final long tookMs = ledger.awaitPickUp("frozen", PATIENCE);
      ledger.awaitAllEnded(PATIENCE);
      ledger.assertAllSucceededOnce(jobs);
      long did = ledger.count("node = 'frozen'");

      Signals.send(frozen.pid(), "CONT");
      cluster.kill("other");
      for (int i = 0; i < 4; i++) {
        jobs.add(frozen.submit("/api/v1/llm/generate", JOB));
      }
      ledger.awaitAllEnded(PATIENCE);
      ledger.assertAllSucceededOnce(jobs);
      long again = ledger.count("attempt = 2 AND node = 'other'");
      assertThat(again).isPositive();
      assertThat(ledger.count("node = 'frozen'")).isEqualTo(did + 4);
      Drills.report(
          "frozen node: its %d running jobs done by another node (taken over after %d ms), its late"
              + " results refused, %d jobs done once each; it then worked on",
          again, tookMs, jobs.size());
    }
  }

  @Test
  void a_node_that_was_frozen_runs_its_own_jobs_anew_while_their_old_attempts_still_unwind()
      throws Exception {
    try (Cluster cluster = new Cluster(folder)) {
      ServerProcess frozen = cluster.start("frozen");
      // it gives the other one up, but cannot run its jobs: they wait for it to return
      cluster.start("other", "node.labels=cpu");
      JobLedger ledger = new JobLedger(cluster.database());
      List<String> jobs = new ArrayList<>();
      do {
        jobs.add(frozen.submit("/api/v1/llm/generate", JOB));
      } while (ledger.count("status = 'running' AND node = 'frozen'") < 2);
      Signals.send(frozen.pid(), "STOP");
      ledger.awaitPickUp("frozen", PATIENCE);
      final long waiting = ledger.count("status IN ('queued', 'scheduled')");
      Signals.send(frozen.pid(), "CONT");
      ledger.awaitAllEnded(PATIENCE);
      ledger.assertAllSucceededOnce(jobs);
      assertThat(waiting).isPositive();
      assertThat(ledger.count("attempt > 2")).as("jobs whose attempts were burned").isZero();
      Drills.report(
          "frozen node that met its own %d old attempts: %d jobs done once each, no attempt burned",
          waiting, jobs.size());
    }
  }
}
