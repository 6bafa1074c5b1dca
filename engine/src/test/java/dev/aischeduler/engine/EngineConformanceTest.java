package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobRemoval;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.lane.LaneView;
import dev.aischeduler.engine.node.ServerView;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.refusal.QueueFullException;
import dev.aischeduler.engine.retention.Retention;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.Submitted;
import dev.aischeduler.engine.system.Contexts;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine does, on each database alike. */
abstract class EngineConformanceTest {
  @TempDir Path folder;

  final Dialect dialect;

  EngineConformanceTest(Dialect dialect) {
    this.dialect = dialect;
  }

  final EngineFixture start(String... overrides) {
    return start(Clock.systemUTC(), overrides);
  }

  private EngineFixture start(Clock clock, String... overrides) {
    Database database = TestDatabases.open(dialect);
    return new EngineFixture(database, folder, clock, overrides);
  }

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
  void watchers_hear_history_and_live_events_in_order() throws Exception {
    try (EngineFixture fixture = start()) {
      List<JobEvent> heard = Collections.synchronizedList(new ArrayList<>());
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID id = fixture.submit(TestTaskTypes.LLM, "hello", "artifact");
      try (var ignored = fixture.jobs().subscribe(id, 0, heard::add)) {
        assertThat(ignored).isNotNull();
        fixture.jobs().pause(TestTaskTypes.LLM, false);
        await().until(() -> heard.toString().contains("succeeded"));
      }
      assertThat(heard)
          .extracting(JobEvent::kind)
          .containsExactly("state", "state", "progress", "token", "state");
      assertThat(heard.get(0).data()).contains("queued");
      assertThat(heard.get(1).data()).contains("running").contains("node-a");
      assertThat(heard.get(3).data()).isEqualTo("{\"text\":\"hello\"}");
      assertThat(fixture.jobs().events(id, 0)).hasSize(3);
    }
  }

  @Test
  void when_a_pause_has_returned_no_further_job_of_the_lane_starts() throws Exception {
    try (EngineFixture fixture = start()) {
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 20; i++) {
          fixture.submit(TestTaskTypes.LLM, "job", null);
        }
        fixture.jobs().pause(TestTaskTypes.LLM, true);
        long waiting = queued(fixture);
        fixture.submit(TestTaskTypes.LLM, "late", null);
        // the dispatcher has looked at all lanes again when a later job of another lane is done
        fixture.await(fixture.submit(TestTaskTypes.TTS, "speech", null));
        assertThat(queued(fixture)).isEqualTo(waiting + 1);
        fixture.jobs().pause(TestTaskTypes.LLM, false);
        await().until(() -> queued(fixture) == 0);
      }
    }
  }

  @Test
  void a_lane_may_ask_for_any_label_and_its_jobs_name_the_one_that_no_node_offers()
      throws Exception {
    try (EngineFixture fixture =
        start("node.labels=gpu-24g,cpu", "lanes.image.label=gpu-24g", "lanes.tts.label=dsp")) {
      Job done = fixture.await(fixture.submit(TestTaskTypes.IMAGE, "on the large one", null));
      assertThat(done.status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(done.resource()).isEqualTo("gpu-24g");
      UUID waiting = fixture.submit(TestTaskTypes.TTS, "nobody offers it", null);
      assertThat(fixture.jobs().find(waiting).orElseThrow().whyPending())
          .isEqualTo("waits for a node that offers dsp; none runs");
      assertThat(fixture.engine().nodes().servers())
          .extracting(ServerView::resource)
          .containsExactly("gpu-24g");
    }
  }

  @Test
  void a_job_of_a_type_that_is_no_longer_registered_is_listed_explained_retried_and_cancelled()
      throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.TTS, true);
      UUID id = fixture.submit(TestTaskTypes.TTS, "of another version", null);
      fixture
          .database
          .jdbi()
          .useHandle(
              h -> {
                h.execute(
                    "INSERT INTO lane (name, paused, updated_at) VALUES ('music', FALSE, CURRENT_TIMESTAMP)");
                h.execute("UPDATE job SET type = 'music', lane = 'music' WHERE id = ?", id);
              });
      fixture.restart();
      assertThat(fixture.jobs().list(JobFilter.all(), null, 10).jobs())
          .extracting(job -> job.type().wireName())
          .containsExactly("music");
      assertThat(fixture.jobs().find(id).orElseThrow().whyPending())
          .isEqualTo("waits for a node that knows task type music; this one does not");
      fixture.jobs().cancel(id);
      assertThat(fixture.jobs().retry(id).status()).isEqualTo(JobStatus.QUEUED);
      fixture.jobs().cancel(id);
    }
  }

  @Test
  void a_node_runs_the_lanes_of_its_labels_and_jobs_of_others_wait_and_say_so() throws Exception {
    try (EngineFixture fixture = start("node.labels=cpu")) {
      UUID chat = fixture.submit(TestTaskTypes.LLM, "chat", null);
      UUID speech = fixture.submit(TestTaskTypes.TTS, "speech", null);
      assertThat(fixture.await(speech).status()).isEqualTo(JobStatus.SUCCEEDED);
      JobDetails waiting = fixture.jobs().find(chat).orElseThrow();
      assertThat(waiting.job().status()).isEqualTo(JobStatus.QUEUED);
      assertThat(waiting.whyPending()).contains("waits for a node that offers gpu");
      assertThat(fixture.engine().nodes().servers())
          .extracting(ServerView::resource)
          .containsExactly("cpu");
    }
  }

  @Test
  void the_views_show_people_what_waits_runs_and_failed_and_how_the_lanes_do() throws Exception {
    try (EngineFixture fixture = start()) {
      UUID failed = fixture.submit(TestTaskTypes.TTS, "failed", "permanent");
      fixture.await(failed);
      fixture.await(fixture.submit(TestTaskTypes.TTS, "good", null));
      UUID running = fixture.submit(TestTaskTypes.IMAGE, "running", "hang");
      await().until(() -> fixture.image.started.contains("running"));
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID second = fixture.submit(TestTaskTypes.LLM, "second", null, 1);
      UUID first = fixture.submit(TestTaskTypes.LLM, "first", null, 9);

      assertThat(
              rows(
                  fixture, "SELECT id, type, position, why_pending FROM v_queue ORDER BY position"))
          .containsExactly(
              List.of(first.toString(), "llm", "1", "lane is paused"),
              List.of(second.toString(), "llm", "2", "lane is paused"));
      assertThat(rows(fixture, "SELECT id, type, lane, node FROM v_running"))
          .containsExactly(List.of(running.toString(), "image", "image", "node-a"));
      assertThat(rows(fixture, "SELECT id, type, error_type, error_message FROM v_failures"))
          .containsExactly(List.of(failed.toString(), "tts", "permanent", "never works"));
      assertThat(
              rows(
                  fixture,
                  "SELECT lane, type, queued, running, succeeded, failed FROM v_lane_stats"))
          .containsExactlyInAnyOrder(
              List.of("llm", "llm", "2", "0", "0", "0"),
              List.of("image", "image", "0", "1", "0", "0"),
              List.of("tts", "tts", "0", "0", "1", "1"));
      assertThat(rows(fixture, "SELECT name, state, running FROM v_nodes"))
          .containsExactly(List.of("node-a", "active", "1"));
    }
  }

  private static List<List<String>> rows(EngineFixture fixture, String sql) {
    return fixture
        .database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(sql)
                    .map(
                        (row, c) -> {
                          List<String> values = new ArrayList<>();
                          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            values.add(row.getString(i));
                          }
                          return values;
                        })
                    .list());
  }

  private static long queued(EngineFixture fixture) {
    return fixture.jobs().lanes().stream()
        .filter(lane -> lane.lane().equals(TestTaskTypes.LLM))
        .mapToLong(LaneView::queued)
        .sum();
  }

  @Test
  void two_hundred_jobs_of_mixed_priorities_on_one_slot_start_in_sort_key_order() throws Exception {
    try (EngineFixture fixture = start("resources.max_concurrent_tasks=1")) {
      for (TaskType lane : TestTaskTypes.ALL.all()) {
        fixture.jobs().pause(lane, true);
      }
      Random random = new Random(42);
      List<UUID> ids = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        ids.add(fixture.submit(TestTaskTypes.LLM, "job" + i, null, random.nextInt(10)));
      }
      List<Job> rows = new ArrayList<>();
      for (UUID id : ids) {
        rows.add(fixture.jobs().find(id).orElseThrow().job());
      }
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      for (UUID id : ids) {
        assertThat(fixture.await(id).status()).isEqualTo(JobStatus.SUCCEEDED);
      }
      List<String> bySortKey =
          rows.stream()
              .sorted(Comparator.comparingLong(Job::sortKey))
              .map(j -> j.request().replaceAll(".*(job\\d+).*", "$1"))
              .toList();
      assertThat(fixture.llm.started).containsExactlyElementsOf(bySortKey);
      assertThat(fixture.llm.mostAtOnce).hasValue(1);
    }
  }

  @Test
  void a_scarce_node_slot_goes_to_the_smallest_sort_key_of_all_lanes() throws Exception {
    try (EngineFixture fixture = start("resources.max_concurrent_tasks=1")) {
      fixture.llm.gate = new CountDownLatch(1);
      UUID first = fixture.submit(TestTaskTypes.LLM, "first", "wait");
      await().until(() -> fixture.llm.started.contains("first"));
      UUID image = fixture.submit(TestTaskTypes.IMAGE, "image", null, 1);
      UUID speech = fixture.submit(TestTaskTypes.TTS, "speech", null, 5);
      UUID chat = fixture.submit(TestTaskTypes.LLM, "chat", null, 9);
      fixture.llm.gate.countDown();
      Job chatRow = fixture.await(chat);
      Job speechRow = fixture.await(speech);
      Job imageRow = fixture.await(image);
      assertThat(fixture.await(first).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(chatRow.startedAt()).isBefore(speechRow.startedAt());
      assertThat(speechRow.startedAt()).isBefore(imageRow.startedAt());
    }
  }

  @Test
  void a_waiting_job_of_priority_0_overtakes_newer_ones_of_priority_9_after_its_aging_time()
      throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (EngineFixture fixture =
        start(clock, "lanes.llm.max_concurrent=1", "priority.aging_seconds=60")) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID old = fixture.submit(TestTaskTypes.LLM, "old-0", null, 0);
      clock.advance(Duration.ofSeconds(9 * 60 - 1));
      UUID stillFirst = fixture.submit(TestTaskTypes.LLM, "young-9", null, 9);
      clock.advance(Duration.ofSeconds(2));
      UUID overtaken = fixture.submit(TestTaskTypes.LLM, "younger-9", null, 9);
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      for (UUID id : List.of(old, stillFirst, overtaken)) {
        fixture.await(id);
      }
      assertThat(fixture.llm.started).containsExactly("young-9", "old-0", "younger-9");
    }
  }

  @Test
  void lanes_run_side_by_side_within_their_own_and_the_nodes_limits() throws Exception {
    try (EngineFixture fixture =
        start(
            "lanes.llm.max_concurrent=2",
            "lanes.image.max_concurrent=1",
            "lanes.tts.max_concurrent=2")) {
      fixture.image.gate = new CountDownLatch(1);
      List<UUID> images =
          IntStream.range(0, 20)
              .mapToObj(i -> fixture.submit(TestTaskTypes.IMAGE, "i" + i, "wait"))
              .toList();
      await().until(() -> fixture.image.started.size() == 1);
      UUID chat = fixture.submit(TestTaskTypes.LLM, "chat", null);
      assertThat(fixture.await(chat).status()).isEqualTo(JobStatus.SUCCEEDED);
      fixture.image.gate.countDown();
      for (UUID id : images) {
        fixture.await(id);
      }
      assertThat(fixture.image.mostAtOnce).hasValue(1);
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
  void the_same_idempotency_key_gives_the_same_job_and_another_request_conflicts() {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      Submission one = keyed("a", "key-1");
      Submitted first = fixture.jobs().submit(one);
      Submitted second = fixture.jobs().submit(keyed("a", "key-1"));
      assertThat(first.created()).isTrue();
      assertThat(second.created()).isFalse();
      assertThat(second.job().id()).isEqualTo(first.job().id());
      assertThatThrownBy(() -> fixture.jobs().submit(keyed("b", "key-1")))
          .isInstanceOf(ConflictException.class);
    }
  }

  private static Submission keyed(String text, String key) {
    return new Submission(
        TestTaskTypes.LLM,
        EngineFixture.request(text, null),
        null,
        null,
        null,
        null,
        List.of(),
        key);
  }

  @Test
  void a_full_lane_refuses_more_and_says_when_to_come_back() {
    try (EngineFixture fixture = start("lanes.image.max_queued=2")) {
      fixture.jobs().pause(TestTaskTypes.IMAGE, true);
      fixture.submit(TestTaskTypes.IMAGE, "1", null);
      fixture.submit(TestTaskTypes.IMAGE, "2", null);
      assertThatThrownBy(() -> fixture.submit(TestTaskTypes.IMAGE, "3", null))
          .isInstanceOf(QueueFullException.class)
          .hasMessageContaining("lanes.image.max_queued");
      fixture.submit(TestTaskTypes.LLM, "other lanes take jobs", null);
    }
  }

  @Test
  void bad_submissions_name_the_field() {
    try (EngineFixture fixture = start()) {
      assertThatThrownBy(() -> fixture.submit(TestTaskTypes.LLM, "x", null, 10))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("priority"));
      assertThatThrownBy(() -> fixture.submit(TestTaskTypes.LLM, "", null))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("text"));
      var unknown = EngineFixture.request("x", null).put("colour", "red");
      assertThatThrownBy(() -> fixture.jobs().submit(Submission.of(TestTaskTypes.LLM, unknown)))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("colour"));
    }
  }

  @Test
  void a_higher_priority_moves_a_waiting_job_ahead() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID first = fixture.submit(TestTaskTypes.LLM, "first", null, 5);
      UUID second = fixture.submit(TestTaskTypes.LLM, "second", null, 1);
      assertThat(fixture.jobs().find(second).orElseThrow().queuePosition()).isEqualTo(2);
      fixture.jobs().reprioritise(second, 9);
      assertThat(fixture.jobs().find(second).orElseThrow().queuePosition()).isEqualTo(1);
      assertThat(fixture.jobs().find(second).orElseThrow().whyPending()).contains("paused");
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      fixture.await(first);
      assertThatThrownBy(() -> fixture.jobs().reprioritise(first, 3))
          .isInstanceOf(ConflictException.class);
      assertThat(fixture.llm.started).containsExactly("second", "first");
    }
  }

  @Test
  void a_lane_whose_model_failed_keeps_its_jobs_while_others_run() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.image.state = HandlerStatus.State.FAILED;
      // what the dispatcher planned before is over when it has committed the end of a job since
      fixture.await(fixture.submit(TestTaskTypes.LLM, "before", null));
      UUID waiting = fixture.submit(TestTaskTypes.IMAGE, "picture", null);
      UUID chat = fixture.submit(TestTaskTypes.LLM, "chat", null);
      assertThat(fixture.await(chat).status()).isEqualTo(JobStatus.SUCCEEDED);
      JobDetails details = fixture.jobs().find(waiting).orElseThrow();
      assertThat(details.job().status()).isEqualTo(JobStatus.QUEUED);
      assertThat(details.job().attempt()).isZero();
      assertThat(details.whyPending()).isEqualTo("scripted");
      fixture.image.state = HandlerStatus.State.READY;
      assertThat(fixture.await(waiting).status()).isEqualTo(JobStatus.SUCCEEDED);
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
  void finished_jobs_can_be_listed_by_type_status_and_tag_in_pages() throws Exception {
    try (EngineFixture fixture = start()) {
      List<UUID> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Submission tagged =
            new Submission(
                TestTaskTypes.LLM,
                EngineFixture.request("t" + i, null),
                null,
                null,
                null,
                null,
                List.of("album_1", "x"),
                null);
        ids.add(fixture.jobs().submit(tagged).job().id());
      }
      fixture.submit(TestTaskTypes.TTS, "other", null);
      for (UUID id : ids) {
        fixture.await(id);
      }
      JobFilter filter = tagged("album_1");
      List<Job> page = fixture.jobs().list(filter, null, 3).jobs();
      assertThat(page).extracting(Job::id).containsExactly(ids.get(4), ids.get(3), ids.get(2));
      assertThat(fixture.jobs().list(filter, page.get(2).id(), 3).jobs())
          .extracting(Job::id)
          .containsExactly(ids.get(1), ids.get(0));
      assertThat(fixture.jobs().list(tagged("albumx1"), null, 3).jobs()).isEmpty();
    }
  }

  private static JobFilter tagged(String tag) {
    Set<TaskType> types = Set.of(TestTaskTypes.LLM);
    return new JobFilter(
        types, Set.of(JobStatus.SUCCEEDED), List.of("x", tag), null, null, null, null);
  }

  @Test
  void final_jobs_leave_after_their_retention_with_all_that_belongs_to_them() throws Exception {
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
      new Retention(fixture.settings, TestTaskTypes.ALL.all(), removal, fixture.artifacts(), clock)
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
