package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job that starts again while the handler of its earlier attempt does not stop yet. */
class OldHandlerTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void a_cancelled_job_that_is_retried_meanwhile_burns_no_attempt_and_ends_once(Dialect dialect)
      throws Exception {
    try (EngineFixture fixture =
        new EngineFixture(
            TestDatabases.open(dialect),
            folder,
            Clock.systemUTC(),
            "lanes.llm.backoff_s=0",
            "lanes.llm.backoff_max_s=0")) {
      fixture.llm.gate = new CountDownLatch(1);
      UUID job = fixture.submit(TestTaskTypes.LLM, "old", "stubborn-once");
      await().until(() -> fixture.llm.started.contains("old"));
      fixture.jobs().cancel(job);
      fixture.jobs().retry(job);
      // later jobs of the lane are done, so the retried one had its chance
      for (int i = 0; i < 5; i++) {
        fixture.await(fixture.submit(TestTaskTypes.LLM, "later", null));
      }
      assertThat(fixture.jobs().find(job).orElseThrow().job().status())
          .isNotEqualTo(JobStatus.FAILED);
      fixture.llm.gate.countDown();

      Job ended = fixture.await(job);
      assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.llm.runs.get("old")).hasValue(2);
      assertThat(
              fixture.jobs().events(job, 0).stream()
                  .filter(event -> event.data().contains("\"running\"")))
          .as("starts")
          .hasSizeLessThanOrEqualTo(3);
      assertThat(
              fixture.jobs().events(job, 0).stream()
                  .filter(event -> event.data().contains("succeeded")))
          .hasSize(1);
    }
  }
}
