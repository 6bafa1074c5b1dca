package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.web.process.SubmissionLoad.Answer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose database fails it loses no job, answers quickly, and works on afterwards. */
@Tag("drill")
class OutageTest {
  private static final int PER_SECOND = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String KILL_SESSIONS =
      "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE application_name = 'ai-scheduler'";

  /** The request of a caller who waits for the result through the outage. */
  private static final String PATIENT =
      "{\"prompt\":\"写一首关于月亮的诗\",\"temperature\":1.2,\"repetition_penalty\":1.5,"
          + "\"max_tokens\":1000,\"wait_s\":180}";

  private static final String IS_LONG = "request LIKE '%\"max_tokens\":1000%'";

  /** Threads that must outlive every outage: names by their beginning. */
  private static final List<String> LASTING =
      List.of("dispatcher", "signals-", "engine-timer", "job-events", "backgroundjob-zookeeper");

  @TempDir Path folder;

  @Test
  void a_database_that_stops_dead_and_returns_costs_no_job() throws Exception {
    try (PostgresServer database = PostgresServer.start(folder);
        ServerProcess server = start(database);
        SubmissionLoad load = SubmissionLoad.start(server::address, PER_SECOND)) {
      JobLedger ledger = new JobLedger(database);
      await().atMost(PATIENCE).until(() -> load.accepted() >= 2 * PER_SECOND);
      Set<String> threads = lasting(server);
      int threadsBefore = server.threads().size();
      CompletableFuture<HttpResponse<String>> patient = server.callAndWait(PATIENT);
      await().atMost(PATIENCE).until(() -> ledger.count("status = 'running' AND " + IS_LONG) == 1);
      database.stopImmediately();
      int seen = load.answers().size();

      Instant end = Instant.now().plusSeconds(Drills.size(5, 60));
      int threadsMost = 0;
      while (Instant.now().isBefore(end)) {
        HttpResponse<String> ready = server.call("/readyz");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"database\":\"down\"");
        assertThat(server.call("/healthz").statusCode()).isEqualTo(200);
        threadsMost = Math.max(threadsMost, server.threads().size());
      }
      List<Answer> during = load.answersSince(seen);

      database.startAgain();
      final Instant returned = Instant.now();
      await().atMost(PATIENCE).until(() -> ledger.firstStartMs(returned) >= 0);
      assertThat(patient.get(3, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      List<String> ids = new ArrayList<>(List.of(ServerProcess.id(patient.get())));
      load.finish();
      ids.addAll(load.ids());
      ledger.awaitAllEnded(PATIENCE);

      ledger.assertAllSucceededOnce(ids);
      assertOnlyRefusedWell(during);
      assertThat(lasting(server)).containsAll(threads);
      assertThat(server.call("/readyz").statusCode()).isEqualTo(200);
      assertThat(server.recovered()).isZero();
      long slowest = during.stream().mapToLong(Answer::ms).max().orElse(0);
      long firstStart = ledger.firstStartMs(returned);
      Drills.report(
          "outage of %d s: %d jobs, none lost, none twice; %d requests refused, slowest answer"
              + " %d ms; first job started %d ms after the return; threads %d -> %d",
          Drills.size(5, 60),
          ids.size(),
          during.size(),
          slowest,
          firstStart,
          threadsBefore,
          threadsMost);
      assertThat(threadsMost)
          .as("threads, before %d", threadsBefore)
          .isLessThan(threadsBefore + 80);
      if (Drills.full()) {
        assertThat(slowest).isLessThan(2500);
        assertThat(firstStart).isLessThan(3000);
      }
    }
  }

  @Test
  void sessions_that_are_killed_and_tables_that_are_locked_cost_no_job() throws Exception {
    try (PostgresServer database = PostgresServer.start(folder);
        ServerProcess server = start(database);
        SubmissionLoad load = SubmissionLoad.start(server::address, PER_SECOND)) {
      JobLedger ledger = new JobLedger(database);
      await().atMost(PATIENCE).until(() -> ledger.count("status = 'succeeded'") >= PER_SECOND);
      Set<String> threads = lasting(server);
      long killed = 0;
      int rounds = Drills.size(5, 50);
      for (int i = 0; i < rounds; i++) {
        killed += database.number(KILL_SESSIONS);
        long done = ledger.count("status = 'succeeded'");
        await().atMost(PATIENCE).until(() -> ledger.count("status = 'succeeded'") > done);
      }
      assertThat(killed).isGreaterThan(rounds);

      int seen = load.answers().size();
      int threadsBefore = server.threads().size();
      AtomicInteger threadsMost = new AtomicInteger();
      database.lockJobs(
          Drills.size(4, 20),
          () -> {
            assertThat(server.call("/healthz").statusCode()).isEqualTo(200);
            threadsMost.accumulateAndGet(server.threads().size(), Math::max);
          });
      List<Answer> during = load.answersSince(seen);

      load.finish();
      ledger.awaitAllEnded(PATIENCE);
      ledger.assertAllSucceededOnce(load.ids());
      assertThat(threadsMost.get())
          .as("threads, before %d", threadsBefore)
          .isLessThan(threadsBefore + 80);
      assertThat(load.answers()).allSatisfy(a -> assertThat(a.status()).isIn(200, 202, 503));
      assertThat(lasting(server)).containsAll(threads);
      assertThat(server.recovered()).isZero();
      Drills.report(
          "%d sessions killed in %d rounds, tables locked for %d s: %d jobs, none lost, none twice;"
              + " while locked %d answers, threads %d -> %d",
          killed,
          rounds,
          Drills.size(4, 20),
          load.ids().size(),
          during.size(),
          threadsBefore,
          threadsMost.get());
    }
  }

  private static void assertOnlyRefusedWell(List<Answer> answers) {
    assertThat(answers).isNotEmpty();
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).as("%s", answer).isEqualTo(503);
              assertThat(answer.contentType()).startsWith("application/problem+json");
              assertThat(answer.retryAfter()).isNotEmpty();
            });
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

  private static Set<String> lasting(ServerProcess server) throws Exception {
    Set<String> names = new java.util.TreeSet<>(server.threads());
    names.removeIf(name -> LASTING.stream().noneMatch(name::startsWith));
    return names;
  }
}
