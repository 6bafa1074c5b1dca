package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the operator limits the time of statements, a table that is locked costs no job. */
@Tag("drill")
class StatementTimeoutTest {
  private static final int PER_SECOND = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void statements_that_time_out_on_a_locked_table_cost_no_job() throws Exception {
    try (PostgresServer database = PostgresServer.start(folder)) {
      database.execute("ALTER DATABASE postgres SET statement_timeout = '2s'");
      try (ServerProcess server = start(database);
          SubmissionLoad load = SubmissionLoad.start(server::address, PER_SECOND)) {
        JobLedger ledger = new JobLedger(database);
        await().atMost(PATIENCE).until(() -> ledger.count("status = 'succeeded'") >= PER_SECOND);
        database.lockJobs(
            Drills.size(6, 15),
            () -> assertThat(server.call("/healthz").statusCode()).isEqualTo(200));
        final Instant unlocked = Instant.now();
        await().atMost(PATIENCE).until(() -> ledger.firstStartMs(unlocked) >= 0);
        load.finish();
        ledger.awaitAllEnded(PATIENCE);
        ledger.assertAllSucceededOnce(load.ids());
        assertThat(load.answers()).allSatisfy(a -> assertThat(a.status()).isIn(200, 202, 503));
        Drills.report(
            "statements limited to 2 s, job table locked for %d s: %d jobs, none lost, none twice;"
                + " first job started %d ms after",
            Drills.size(6, 15), load.ids().size(), ledger.firstStartMs(unlocked));
      }
    }
  }

  private ServerProcess start(PostgresServer database) throws Exception {
    return ServerProcess.start(
        folder,
        "--set",
        "database.url=" + database.url(),
        "--set",
        "models.prewarm=false",
        "--set",
        "node.name=a");
  }
}
