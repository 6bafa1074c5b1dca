package dev.aischeduler.engine.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Backoff;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.bulk.BulkAction;
import dev.aischeduler.engine.bulk.BulkOutcome;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.submission.Submitted.How;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.SettableClock;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a submission may ask for besides its task: unique keys, waits, a time to start by. */
@ParameterizedClass
@EnumSource(Dialect.class)
class SubmissionTermsTest {
  @TempDir Path folder;
  private final Dialect dialect;

  SubmissionTermsTest(Dialect dialect) {
    this.dialect = dialect;
  }

  private EngineFixture start(Clock clock, String... overrides) {
    return new EngineFixture(TestDatabases.open(dialect), folder, clock, overrides);
  }

  private EngineFixture start(String... overrides) {
    return start(Clock.systemUTC(), overrides);
  }

  private static Submission unique(String text, String action, String key) {
    return terms(text, action, key, null, null, null);
  }

  private static Submission terms(
      String text,
      String action,
      @Nullable String uniqueKey,
      @Nullable Integer queueTimeoutS,
      Submission.@Nullable RetryTerms retry,
      @Nullable Instant runAt) {
    return new Submission(
        TestTaskTypes.LLM,
        EngineFixture.request(text, action),
        null,
        2,
        null,
        runAt,
        List.of(),
        null,
        uniqueKey,
        queueTimeoutS,
        retry,
        null,
        CallbackTerms.NONE);
  }

  @Test
  void while_a_job_is_not_final_its_unique_key_finds_it() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      UUID first = fixture.jobs().submit(unique("first", "hang", "sync")).job().id();
      Submitted queuedOrRunning = fixture.jobs().submit(unique("second", "ok", "sync"));
      assertThat(queuedOrRunning.how()).isEqualTo(How.DEDUPLICATED);
      assertThat(queuedOrRunning.job().id()).isEqualTo(first);
      await().until(() -> fixture.llm.started.contains("first"));
      assertThat(fixture.jobs().submit(unique("third", "ok", "sync")).how())
          .isEqualTo(How.DEDUPLICATED);
      assertThat(fixture.jobs().submit(unique("other", "ok", "other-key")).created()).isTrue();
      fixture.jobs().cancel(first);
      Submitted next = fixture.jobs().submit(unique("fourth", "ok", "sync"));
      assertThat(next.created()).isTrue();
      assertThat(fixture.await(next.job().id()).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.llm.started).containsExactly("first", "other", "fourth");
    }
  }

  @Test
  void submissions_that_race_for_a_unique_key_make_one_job() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      List<CompletableFuture<Submitted>> calls =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> fixture.jobs().submit(unique("s" + i, "ok", "sync"))))
              .toList();
      List<Submitted> all = calls.stream().map(CompletableFuture::join).toList();
      assertThat(all).filteredOn(Submitted::created).hasSize(1);
      assertThat(all.stream().map(s -> s.job().id()).distinct()).hasSize(1);
      JobFilter waiting = JobFilter.all().in(Set.of(JobStatus.QUEUED));
      assertThat(fixture.jobs().list(waiting, null, 10).jobs()).hasSize(1);
    }
  }

  @Test
  void a_job_is_not_retried_while_another_holds_its_unique_key() throws Exception {
    try (EngineFixture fixture = start()) {
      UUID failed = fixture.jobs().submit(unique("a", "permanent", "sync")).job().id();
      fixture.await(failed);
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID active = fixture.jobs().submit(unique("b", "ok", "sync")).job().id();
      assertThatThrownBy(() -> fixture.jobs().retry(failed))
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("unique_key");
      BulkAction retry = new BulkAction.Retry();
      assertThat(fixture.jobs().actions().run(retry, JobFilter.all(), 1))
          .isEqualTo(new BulkOutcome(1, 0));
      fixture.jobs().cancel(active);
      assertThat(fixture.jobs().retry(failed).status()).isEqualTo(JobStatus.QUEUED);
    }
  }

  @Test
  void a_job_waits_between_attempts_as_its_retry_terms_say() throws Exception {
    try (EngineFixture fixture =
        start("lanes.llm.backoff_s=3600", "lanes.llm.backoff_max_s=3600")) {
      var terms = new Submission.RetryTerms(0, null, 3.0);
      Submission flaky = terms("flaky", "fail-once", null, null, terms, null);
      Job job = fixture.await(fixture.jobs().submit(flaky).job().id());
      assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(job.attempt()).isEqualTo(2);
      assertThat(job.backoff()).isEqualTo(new Backoff(0, 3600, 3.0));
    }
  }

  @Test
  void a_job_that_has_not_started_in_time_fails_and_one_that_has_does_not() throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (EngineFixture fixture = start(clock, "lanes.llm.max_concurrent=1")) {
      UUID running = submit(fixture, terms("running", "hang", null, 60, null, null));
      await().until(() -> fixture.llm.started.contains("running"));
      UUID late = submit(fixture, terms("late", "ok", "key", 60, null, null));
      UUID patient = submit(fixture, terms("patient", "ok", null, null, null, null));
      Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
      UUID scheduled = submit(fixture, terms("scheduled", "ok", null, 60, null, tomorrow));
      clock.advance(Duration.ofSeconds(61));
      Job failed = fixture.await(late);
      assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
      assertThat(failed.errorType()).isEqualTo("queue_timeout");
      assertThat(failed.attempt()).isZero();
      assertThat(fixture.jobs().events(late, 0))
          .extracting(JobEvent::data)
          .anySatisfy(d -> assertThat(d).contains("queue_timeout"));
      assertThat(status(fixture, running)).isEqualTo(JobStatus.RUNNING);
      assertThat(status(fixture, scheduled)).isEqualTo(JobStatus.SCHEDULED);
      Job again = fixture.jobs().retry(late);
      assertThat(again.startBy()).isEqualTo(clock.instant().plusSeconds(60));
      fixture.jobs().cancel(running);
      assertThat(fixture.await(patient).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.await(late).status()).isEqualTo(JobStatus.SUCCEEDED);
    }
  }

  private static UUID submit(EngineFixture fixture, Submission submission) {
    return fixture.jobs().submit(submission).job().id();
  }

  private static JobStatus status(EngineFixture fixture, UUID id) {
    return fixture.jobs().find(id).orElseThrow().job().status();
  }

  @Test
  void the_lanes_queue_timeout_holds_for_jobs_without_one_of_their_own() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.queue_timeout_s=30")) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      Job usual = fixture.jobs().submit(terms("a", "ok", null, null, null, null)).job();
      Job patient = fixture.jobs().submit(terms("b", "ok", null, 0, null, null)).job();
      assertThat(usual.startBy()).isEqualTo(usual.createdAt().plusSeconds(30));
      assertThat(patient.startBy()).isNull();
    }
  }
}
