package dev.aischeduler.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.fault.CommitCutter.Cut;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.Submitted;
import dev.aischeduler.engine.testing.EngineFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that breaks at a COMMIT leaves open whether it was done; no job suffers from it. */
class UnknownCommitTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private CommitCutter cutter;
  private EngineFixture fixture;

  @BeforeEach
  void start() throws Exception {
    Settings.Database direct = TestDatabases.settings(Dialect.POSTGRESQL);
    URI address = URI.create(direct.url().substring("jdbc:".length()));
    cutter = new CommitCutter(address.getPort());
    // statements must stay readable: no names for prepared ones
    String url =
        direct.url().replace(":" + address.getPort(), ":" + cutter.port()) + "&prepareThreshold=0";
    Settings.Database lossy =
        new Settings.Database(url, direct.username(), direct.password(), direct.poolSize());
    fixture = new EngineFixture(Database.open(lossy, folder), folder, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    fixture.close();
    cutter.close();
  }

  @ParameterizedTest
  @EnumSource
  void at_the_end_of_an_attempt_the_result_is_committed_once(Cut cut) throws Exception {
    fixture.llm.gate = new CountDownLatch(1);
    UUID job = fixture.submit(TestTaskTypes.LLM, "job", "wait");
    await().until(() -> fixture.llm.started.contains("job"));
    Runnable done = cutter.cutNext("attempt = attempt + $2", cut);
    fixture.llm.gate.countDown();
    done.run();

    Job ended = ended(job);
    assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(ended.attempt()).isEqualTo(1);
    assertThat(states(job)).containsExactly("queued", "running", "succeeded");
    assertThat(fixture.await(fixture.submit(TestTaskTypes.LLM, "next", null)).status())
        .isEqualTo(JobStatus.SUCCEEDED);
  }

  @ParameterizedTest
  @EnumSource
  void at_the_start_of_an_attempt_the_job_still_runs_once(Cut cut) throws Exception {
    fixture.jobs().pause(TestTaskTypes.LLM, true);
    UUID job = fixture.submit(TestTaskTypes.LLM, "job", null);
    Runnable done = cutter.cutNext("ORDER BY sort_key LIMIT", cut);
    fixture.jobs().pause(TestTaskTypes.LLM, false);
    done.run();

    Job ended = ended(job);
    assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(ended.attempt()).isEqualTo(1);
    assertThat(fixture.llm.started).containsExactly("job");
  }

  @ParameterizedTest
  @EnumSource
  void at_a_submission_the_same_key_leads_to_the_one_job(Cut cut) throws Exception {
    Submission submission =
        new Submission(
            TestTaskTypes.LLM,
            EngineFixture.request("job", null),
            null,
            null,
            null,
            null,
            List.of(),
            "key");
    Runnable done = cutter.cutNext("INSERT INTO job (", cut);
    assertThatThrownBy(() -> fixture.jobs().submit(submission))
        .isInstanceOf(DatabaseException.class);
    done.run();

    Submitted again = fixture.jobs().submit(submission);
    assertThat(again.created()).isEqualTo(cut == Cut.COMMIT_LOST);
    assertThat(ended(again.job().id()).status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(fixture.llm.started).containsExactly("job");
  }

  private Job ended(UUID job) throws InterruptedException {
    return fixture.jobs().await(job, LONG);
  }

  private List<String> states(UUID job) {
    return fixture.jobs().events(job, 0).stream()
        .map(event -> event.data().replaceAll(".*\"status\":\"([a-z]+)\".*", "$1"))
        .toList();
  }
}
