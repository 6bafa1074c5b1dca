package dev.aischeduler.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.DeadLetters;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.system.SystemJob;
import dev.aischeduler.engine.system.SystemJobState;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One action on all jobs that a filter selects. */
@ParameterizedClass
@EnumSource(Dialect.class)
class BulkActionsTest {
  private static final BulkAction CANCEL = new BulkAction.Cancel();
  private static final BulkAction RETRY = new BulkAction.Retry();
  @TempDir Path folder;
  private final Dialect dialect;

  BulkActionsTest(Dialect dialect) {
    this.dialect = dialect;
  }

  private EngineFixture start(String... overrides) {
    return new EngineFixture(TestDatabases.open(dialect), folder, Clock.systemUTC(), overrides);
  }

  private static List<UUID> submit(EngineFixture fixture, int count, @Nullable String tag) {
    List<String> tags = tag == null ? List.of() : List.of(tag);
    List<Submission> all =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Submission(
                        TestTaskTypes.LLM,
                        EngineFixture.request("job" + i, null),
                        5,
                        null,
                        null,
                        null,
                        tags,
                        null))
            .toList();
    return fixture.jobs().submitAll(all).stream().map(s -> s.job().id()).toList();
  }

  private static JobFilter tagged(String tag) {
    return new JobFilter(Set.of(), Set.of(), List.of(tag), null, null, null, null);
  }

  private static JobStatus status(EngineFixture fixture, UUID id) {
    return fixture.jobs().find(id).orElseThrow().job().status();
  }

  @Test
  void cancelling_by_tag_stops_waiting_and_running_jobs_and_no_others() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      UUID running = fixture.submit(TestTaskTypes.LLM, "running", "hang");
      await().until(() -> fixture.llm.started.contains("running"));
      List<UUID> doomed = submit(fixture, 700, "doomed");
      List<UUID> kept = submit(fixture, 3, "kept");
      assertThat(fixture.jobs().actions().count(CANCEL, tagged("doomed"))).isEqualTo(700);
      assertThat(fixture.jobs().actions().run(CANCEL, tagged("doomed"), 700))
          .isEqualTo(new BulkOutcome(700, 700));
      assertThat(status(fixture, doomed.get(0))).isEqualTo(JobStatus.CANCELLED);
      assertThat(status(fixture, doomed.get(699))).isEqualTo(JobStatus.CANCELLED);
      JobFilter runs = JobFilter.all().in(Set.of(JobStatus.RUNNING));
      assertThat(fixture.jobs().actions().run(CANCEL, runs, 1)).isEqualTo(new BulkOutcome(1, 1));
      await().until(() -> fixture.llm.running.get() == 0 || fixture.llm.started.size() > 1);
      assertThat(status(fixture, running)).isEqualTo(JobStatus.CANCELLED);
      for (UUID id : kept) {
        assertThat(fixture.await(id).status()).isEqualTo(JobStatus.SUCCEEDED);
      }
      assertThat(fixture.llm.started).containsExactly("running", "job0", "job1", "job2");
    }
  }

  @Test
  void nothing_changes_when_more_jobs_match_than_the_caller_has_seen() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      List<UUID> ids = submit(fixture, 3, null);
      assertThatThrownBy(() -> fixture.jobs().actions().run(CANCEL, JobFilter.all(), 2))
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("3 jobs match");
      assertThat(status(fixture, ids.get(0))).isEqualTo(JobStatus.QUEUED);
      assertThat(fixture.jobs().actions().run(CANCEL, JobFilter.all(), 5).changed()).isEqualTo(3);
    }
  }

  @Test
  void dead_letters_are_grouped_by_cause_and_retried_by_it() throws Exception {
    try (EngineFixture fixture = start()) {
      Job late = fixture.await(fixture.submitWith(TestTaskTypes.LLM, "late", "hang", 1, 1));
      fixture.await(fixture.submitWith(TestTaskTypes.LLM, "broken-a", "fail", 1, 30));
      Job broken = fixture.await(fixture.submitWith(TestTaskTypes.LLM, "broken-b", "fail", 1, 30));
      fixture.await(fixture.submit(TestTaskTypes.TTS, "never", "permanent"));
      List<DeadLetters> groups = fixture.jobs().actions().deadLetters(null);
      assertThat(groups)
          .extracting(g -> g.type() + " " + g.errorType() + " " + g.count())
          .containsExactly("llm error 2", "llm timeout 1", "tts permanent 1");
      assertThat(groups.get(0).lastJob()).isEqualTo(broken.id());
      assertThat(groups.get(0).lastMessage()).isEqualTo("scripted failure 1");
      JobFilter timeouts =
          new JobFilter(Set.of(), Set.of(), List.of(), null, "timeout", null, null);
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      assertThat(fixture.jobs().actions().run(RETRY, timeouts, 1)).isEqualTo(new BulkOutcome(1, 1));
      Job again = fixture.jobs().find(late.id()).orElseThrow().job();
      assertThat(again.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(again.maxAttempts()).isEqualTo(4);
      assertThat(again.finishedAt()).isNull();
      assertThat(fixture.jobs().actions().deadLetters(null)).hasSize(2);
    }
  }

  @Test
  void cancelled_jobs_are_retried_only_when_they_are_named() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      submit(fixture, 2, null);
      fixture.jobs().actions().run(CANCEL, JobFilter.all(), 2);
      assertThat(fixture.jobs().actions().count(RETRY, JobFilter.all())).isZero();
      JobFilter cancelled = JobFilter.all().in(Set.of(JobStatus.CANCELLED));
      assertThat(fixture.jobs().actions().run(RETRY, cancelled, 2).changed()).isEqualTo(2);
      assertThatThrownBy(() -> fixture.jobs().actions().count(CANCEL, cancelled))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("filter.status"));
    }
  }

  @Test
  void reprioritised_jobs_move_as_if_they_had_come_with_that_priority() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID plain = fixture.submit(TestTaskTypes.LLM, "plain", null, 5);
      List<UUID> urgent = submit(fixture, 300, "urgent");
      BulkAction up = new BulkAction.Reprioritise(8);
      assertThat(fixture.jobs().actions().run(up, tagged("urgent"), 300).changed()).isEqualTo(300);
      assertThat(fixture.jobs().find(urgent.get(299)).orElseThrow().queuePosition()).isEqualTo(300);
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      fixture.await(plain);
      assertThat(fixture.llm.started).hasSize(301).startsWith("job0").endsWith("job299", "plain");
    }
  }

  @Test
  void jobs_are_selected_by_the_time_of_their_creation() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      List<UUID> ids = submit(fixture, 4, null);
      Instant third = fixture.jobs().find(ids.get(2)).orElseThrow().job().createdAt();
      JobFilter before =
          new JobFilter(Set.of(TestTaskTypes.LLM), Set.of(), List.of(), null, null, null, third);
      JobFilter after = new JobFilter(Set.of(), Set.of(), List.of(), "default", null, third, null);
      assertThat(fixture.jobs().list(before, null, 10).jobs())
          .extracting(Job::id)
          .containsExactly(ids.get(1), ids.get(0));
      assertThat(fixture.jobs().list(after, null, 10).jobs())
          .extracting(Job::id)
          .containsExactly(ids.get(3), ids.get(2));
      assertThat(fixture.jobs().actions().count(CANCEL, before)).isEqualTo(2);
    }
  }

  @Test
  void a_system_job_changes_what_a_call_would_take_too_long_for() throws Exception {
    try (EngineFixture fixture =
        start("lanes.llm.max_concurrent=1", "lanes.llm.max_queued=20000")) {
      fixture.submit(TestTaskTypes.LLM, "running", "hang");
      await().until(() -> fixture.llm.started.contains("running"));
      List<UUID> doomed = submit(fixture, 10_000, "doomed");
      List<UUID> more = submit(fixture, 1, "doomed");
      BulkActions actions = fixture.jobs().actions();
      assertThatThrownBy(() -> actions.act(CANCEL, tagged("doomed"), 10_000))
          .isInstanceOf(ConflictException.class);
      BulkAnswer.Started started =
          (BulkAnswer.Started) actions.act(CANCEL, tagged("doomed"), 10_001);
      assertThat(started.matched()).isEqualTo(10_001);
      UUID id = started.job().id();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> fixture.engine().system().find(id).orElseThrow().state().isFinal());
      SystemJob done = fixture.engine().system().find(id).orElseThrow();
      assertThat(done.state()).isEqualTo(SystemJobState.SUCCEEDED);
      assertThat(done.note()).isEqualTo("cancel: 10001 of 10001 jobs changed");
      assertThat(status(fixture, doomed.get(9999))).isEqualTo(JobStatus.CANCELLED);
      assertThat(status(fixture, more.get(0))).isEqualTo(JobStatus.CANCELLED);
    }
  }
}
