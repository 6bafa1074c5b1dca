package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobRemoval;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.retention.Retention;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.system.Contexts;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * From submission to the end of a job: results, retries, cancellation, time-outs, a node that
 * stops.
 */
class JobLifecycleTest extends OnBothDatabases {
  @Test
  void a_job_runs_and_keeps_its_result_and_artifacts() throws Exception {
    try (EngineFixture fixture = start()) {
      UUID id = fixture.submit(TestTaskTypes.TTS, "hello", "artifact");
      Job job = fixture.await(id);
      assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(job.result()).isEqualTo("{\"text\":\"hello\"}");
      assertThat(job.attempt()).isEqualTo(1);
      assertThat(job.progress()).isEqualTo(1.0);
      assertThat(job.node()).isEqualTo("node-a");
      assertThat(job.startedAt()).isBetween(job.createdAt(), job.finishedAt());
      var artifacts = fixture.jobs().find(id).orElseThrow().artifacts();
      assertThat(artifacts)
          .singleElement()
          .satisfies(a -> assertThat(a.name()).isEqualTo("out.txt"));
      try (var bytes = fixture.jobs().open(artifacts.get(0))) {
        assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("hello");
      }
    }
  }

  @Test
  void a_failed_attempt_is_retried_and_then_succeeds() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.backoff_s=1", "lanes.llm.backoff_max_s=1")) {
      UUID id = fixture.submit(TestTaskTypes.LLM, "flaky", "fail-once");
      Job job = fixture.await(id);
      assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(job.attempt()).isEqualTo(2);
      assertThat(fixture.jobs().events(id, 0))
          .extracting(JobEvent::data)
          .anySatisfy(d -> assertThat(d).contains("scheduled").contains("scripted failure"));
    }
  }

  @Test
  void a_job_whose_attempts_are_used_up_is_the_dead_letter_and_can_be_retried() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.backoff_s=1", "lanes.llm.backoff_max_s=1")) {
      UUID id = fixture.submitWith(TestTaskTypes.LLM, "broken", "fail", 2, 30);
      Job job = fixture.await(id);
      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.attempt()).isEqualTo(2);
      assertThat(job.errorType()).isEqualTo("error");
      assertThat(job.errorMessage()).isEqualTo("scripted failure 2");
      Job again = fixture.jobs().retry(id);
      assertThat(again.status()).isIn(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SCHEDULED);
      assertThat(again.finishedAt()).isNull();
      fixture.jobs().cancel(id);
    }
  }

  @Test
  void a_permanent_failure_is_not_retried() throws Exception {
    try (EngineFixture fixture = start()) {
      Job job = fixture.await(fixture.submit(TestTaskTypes.LLM, "never", "permanent"));
      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.attempt()).isEqualTo(1);
      assertThat(job.errorType()).isEqualTo("permanent");
    }
  }

  @Test
  void an_attempt_that_takes_too_long_is_stopped() throws Exception {
    try (EngineFixture fixture = start()) {
      Job job = fixture.await(fixture.submitWith(TestTaskTypes.LLM, "slow", "hang", 1, 1));
      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.errorType()).isEqualTo("timeout");
      assertThat(job.errorMessage()).contains("1 s");
    }
  }

  @Test
  void a_queued_job_and_a_running_job_can_be_cancelled() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      UUID running = fixture.submit(TestTaskTypes.LLM, "running", "hang");
      await().until(() -> fixture.llm.started.contains("running"));
      UUID queued = fixture.submit(TestTaskTypes.LLM, "queued", null);
      assertThat(fixture.jobs().find(queued).orElseThrow().whyPending())
          .contains("slot of lane llm is busy");
      assertThat(fixture.jobs().cancel(queued).status()).isEqualTo(JobStatus.CANCELLED);
      assertThat(fixture.jobs().cancel(running).status()).isEqualTo(JobStatus.CANCELLED);
      assertThat(fixture.jobs().cancel(running).status()).isEqualTo(JobStatus.CANCELLED);
      UUID next = fixture.submit(TestTaskTypes.LLM, "next", null);
      assertThat(fixture.await(next).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.llm.started).containsExactly("running", "next");
      assertThat(fixture.jobs().find(running).orElseThrow().job().status())
          .isEqualTo(JobStatus.CANCELLED);
    }
  }

  @Test
  void a_job_runs_at_its_time_and_not_before() throws Exception {
    try (EngineFixture fixture = start()) {
      Instant at = Instant.now().plusSeconds(1);
      UUID id =
          fixture
              .jobs()
              .submit(
                  new Submission(
                      TestTaskTypes.LLM,
                      EngineFixture.request("later", null),
                      null,
                      null,
                      null,
                      at,
                      List.of(),
                      null))
              .job()
              .id();
      assertThat(fixture.jobs().find(id).orElseThrow().job().status())
          .isEqualTo(JobStatus.SCHEDULED);
      Job job = fixture.await(id);
      assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(job.startedAt()).isAfterOrEqualTo(job.runAt());
    }
  }

  @Test
  void a_job_that_cannot_get_what_others_hold_waits_longer_each_time_without_costing_an_attempt()
      throws Exception {
    try (EngineFixture fixture = start()) {
      UUID id = fixture.submit(TestTaskTypes.LLM, "later", "later-twice");
      await()
          .until(() -> fixture.jobs().find(id).orElseThrow().job().status() == JobStatus.SCHEDULED);
      Job waiting = fixture.jobs().find(id).orElseThrow().job();
      assertThat(waiting.attempt()).isZero();
      assertThat(waiting.errorMessage()).isNull();
      Job done = fixture.await(id);
      assertThat(done.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(done.attempt()).isEqualTo(1);
      assertThat(done.fencingToken()).isEqualTo(3);
      assertThat(fixture.llm.started).containsExactly("later", "later", "later");
    }
  }

  @Test
  void draining_puts_running_jobs_back_without_costing_an_attempt() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      UUID running = fixture.submit(TestTaskTypes.LLM, "running", "hang");
      await().until(() -> fixture.llm.started.contains("running"));
      UUID queued = fixture.submit(TestTaskTypes.LLM, "queued", null);
      assertThat(fixture.engine().drain(Duration.ZERO)).isTrue();
      Job back = fixture.jobs().find(running).orElseThrow().job();
      assertThat(back.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(back.attempt()).isZero();
      fixture.restart();
      await().until(() -> fixture.llm.started.equals(List.of("running", "running")));
      fixture.jobs().cancel(running);
      assertThat(fixture.await(queued).status()).isEqualTo(JobStatus.SUCCEEDED);
    }
  }

  @Test
  void final_jobs_are_removed_after_their_retention_with_all_that_belongs_to_them()
      throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (EngineFixture fixture = start(clock, "retention.jobs_days=7")) {
      UUID done = fixture.submit(TestTaskTypes.TTS, "old", "artifact");
      fixture.await(done);
      clock.advance(Duration.ofDays(8));
      UUID recent = fixture.submit(TestTaskTypes.TTS, "recent", "artifact");
      fixture.await(recent);
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID waiting = fixture.submit(TestTaskTypes.LLM, "waiting", null);
      JobRemoval removal = new JobRemoval(fixture.database);
      new Retention(
              fixture.settings,
              TestTaskTypes.ALL.all(),
              removal,
              new RunStore(fixture.database),
              (run, kind) -> {},
              new ScheduleRunStore(fixture.database),
              fixture.artifacts(),
              fixture.artifacts(),
              new DeliveryStore(fixture.database),
              new OpenAiObjectStore(fixture.database),
              new BotMessageStore(fixture.database),
              clock)
          .run("{}", Contexts.none());
      assertThat(fixture.jobs().find(done)).isEmpty();
      assertThat(fixture.jobs().events(done, 0)).isEmpty();
      assertThat(fixture.artifacts().list(done)).isEmpty();
      assertThat(fixture.jobs().find(recent)).isPresent();
      assertThat(fixture.artifacts().list(recent)).hasSize(1);
      assertThat(fixture.jobs().find(waiting)).isPresent();
    }
  }
}
