package dev.aischeduler.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Job servers beside one another, old attempts beside new ones, and what nobody claimed. */
class JobServersTest {
  @TempDir Path folder;

  private EngineFixture start(Dialect dialect, String... overrides) {
    return new EngineFixture(TestDatabases.open(dialect), folder, Clock.systemUTC(), overrides);
  }

  @ParameterizedTest
  @EnumSource
  void a_gpu_server_that_fails_stops_no_cpu_server_beside_it(Dialect dialect) throws Exception {
    try (EngineFixture fixture = start(dialect)) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID chat = fixture.submit(TestTaskTypes.LLM, "chat", null);
      change(fixture, "UPDATE job SET type = 'not a type' WHERE id = ?", chat);
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      // its dispatcher has come to harm when the job is on its way back
      await().until(() -> fixture.jobs().events(chat, 0).size() > 1 || isFailing(fixture));
      assertThat(fixture.await(fixture.submit(TestTaskTypes.TTS, "speech", null)).status())
          .isEqualTo(JobStatus.SUCCEEDED);
      change(fixture, "UPDATE job SET type = 'llm' WHERE id = ?", chat);
      assertThat(fixture.await(chat).status()).isEqualTo(JobStatus.SUCCEEDED);
      await()
          .until(
              () ->
                  fixture.engine().health().servers().get().stream()
                      .allMatch(s -> s.state() == JobServerHealth.State.WORKING));
      assertThat(fixture.lost).isEmpty();
    }
  }

  private static boolean isFailing(EngineFixture fixture) {
    return fixture.engine().health().servers().get().stream()
        .anyMatch(server -> server.state() == JobServerHealth.State.FAILING);
  }

  private static void change(EngineFixture fixture, String sql, UUID id) {
    fixture.database.jdbi().useHandle(h -> h.execute(sql, id));
  }

  /** A claim whose answer was lost, a commit that shows late, a save that was swallowed. */
  @ParameterizedTest
  @EnumSource
  void what_the_table_says_runs_here_and_does_not_is_put_back_at_no_cost(Dialect dialect)
      throws Exception {
    try (EngineFixture fixture = start(dialect)) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID id = fixture.submit(TestTaskTypes.LLM, "claimed by nobody", null);
      change(
          fixture,
          """
          UPDATE job SET status = 'running', node = 'node-a', attempt = 1, fencing_token = 7
           WHERE id = ?""",
          id);
      await().until(() -> fixture.jobs().find(id).orElseThrow().job().status() == JobStatus.QUEUED);
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      Job done = fixture.await(id);
      assertThat(done.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(done.attempt()).isEqualTo(1);
      assertThat(fixture.jobs().repairs()).isEqualTo(Map.of("put_back", 1L, "recovered", 0L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_lone_submission_starts_in_the_commit_that_stores_it(Dialect dialect) throws Exception {
    try (EngineFixture fixture = start(dialect)) {
      fixture.llm.gate = new CountDownLatch(1);
      await()
          .until(
              () -> {
                UUID id =
                    fixture
                        .jobs()
                        .submit(
                            Submission.of(TestTaskTypes.LLM, EngineFixture.request("job", null)))
                        .job()
                        .id();
                List<String> history =
                    fixture.jobs().events(id, 0).stream().map(e -> e.data()).toList();
                return history.size() >= 2 && fixture.await(id).status() == JobStatus.SUCCEEDED;
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void attempts_end_by_their_time_limit_while_the_jobs_table_is_locked(Dialect dialect)
      throws Exception {
    try (EngineFixture fixture = start(dialect)) {
      UUID id = fixture.submitWith(TestTaskTypes.LLM, "slow", "hang", 1, 1);
      await().until(() -> fixture.llm.started.contains("slow"));
      fixture
          .database
          .jdbi()
          .useTransaction(
              h -> {
                h.execute("UPDATE job SET timeout_s = timeout_s WHERE id = ?", id);
                await().atMost(Duration.ofSeconds(8)).until(() -> fixture.llm.running.get() == 0);
              });
      assertThat(fixture.await(id).errorType()).isEqualTo("timeout");
    }
  }
}
