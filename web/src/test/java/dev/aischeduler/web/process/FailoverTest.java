package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that takes no writes for a while, or whose place a replica takes, loses no job. */
@Tag("drill")
class FailoverTest {
  private static final int PER_SECOND = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String KILL_SESSIONS =
      "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE application_name = 'ai-scheduler'";

  @TempDir Path folder;

  @Test
  void a_server_that_takes_no_writes_for_a_while_costs_no_job() throws Exception {
    try (PostgresServer database = PostgresServer.start(folder);
        ServerProcess server = start(database.url());
        SubmissionLoad load = SubmissionLoad.start(server::address, PER_SECOND)) {
      JobLedger ledger = new JobLedger(database);
      await().atMost(PATIENCE).until(() -> ledger.count("status = 'succeeded'") >= PER_SECOND);
      readOnly(database, "on");
      Instant end = Instant.now().plusSeconds(Drills.size(4, 8));
      while (Instant.now().isBefore(end)) {
        assertThat(server.call("/healthz").statusCode()).isEqualTo(200);
      }
      readOnly(database, "off");
      final Instant returned = Instant.now();
      await().atMost(PATIENCE).until(() -> ledger.firstStartMs(returned) >= 0);
      int before = load.accepted();
      await().atMost(PATIENCE).until(() -> load.accepted() >= before + PER_SECOND);
      load.finish();
      ledger.awaitAllEnded(PATIENCE);
      ledger.assertAllSucceededOnce(load.ids());
      assertThat(load.answers()).allSatisfy(a -> assertThat(a.status()).isIn(200, 202, 503));
      assertThat(server.call("/readyz").statusCode()).isEqualTo(200);
      Drills.report(
          "database read-only for %d s: %d jobs, none lost, none twice; first job started %d ms"
              + " after it took writes again",
          Drills.size(4, 8), load.ids().size(), ledger.firstStartMs(returned));
    }
  }

  private static void readOnly(PostgresServer database, String state) throws Exception {
    database.execute("ALTER SYSTEM SET default_transaction_read_only = " + state);
    database.execute("SELECT pg_reload_conf()");
    database.number(KILL_SESSIONS);
  }

  @Test
  void a_replica_that_is_promoted_while_the_primary_is_killed_has_every_acknowledged_job()
      throws Exception {
    try (PostgresServer primary = PostgresServer.start(folder);
        PostgresServer replica = PostgresServer.startReplica(primary, folder);
        ServerProcess server = start(bothOf(primary, replica));
        SubmissionLoad load = SubmissionLoad.start(server::address, PER_SECOND)) {
      JobLedger ledger = new JobLedger(replica);
      await().atMost(PATIENCE).until(() -> ledger.count("status = 'succeeded'") >= 2 * PER_SECOND);
      primary.stopImmediately();
      final List<String> acknowledged = load.ids();
      replica.execute("SELECT pg_promote(true, 60)");
      final Instant promoted = Instant.now();
      await().atMost(PATIENCE).until(() -> ledger.firstStartMs(promoted) >= 0);
      int before = load.accepted();
      await().atMost(PATIENCE).until(() -> load.accepted() >= before + PER_SECOND);
      load.finish();
      ledger.awaitAllEnded(PATIENCE);
      assertThat(load.ids()).containsAll(acknowledged);
      ledger.assertAllSucceededOnce(load.ids());
      assertThat(server.call("/readyz").statusCode()).isEqualTo(200);
      Drills.report(
          "replica promoted while the primary was killed: %d jobs, %d of them acknowledged before,"
              + " none lost, none twice; first job started %d ms after the promotion",
          load.ids().size(), acknowledged.size(), ledger.firstStartMs(promoted));
    }
  }

  /** The driver looks for the one that takes writes; by itself it would remember for 10 s. */
  private static String bothOf(PostgresServer primary, PostgresServer replica) {
    return "jdbc:postgresql://localhost:"
        + primary.port()
        + ",localhost:"
        + replica.port()
        + "/postgres?user=postgres&targetServerType=primary&hostRecheckSeconds=1";
  }

  private ServerProcess start(String url) throws Exception {
    return ServerProcess.start(
        folder,
        "--set",
        "database.url=" + url,
        "--set",
        "models.prewarm=false",
        "--set",
        "node.name=a");
  }
}
