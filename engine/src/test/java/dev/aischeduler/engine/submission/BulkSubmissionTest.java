package dev.aischeduler.engine.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.event.Subscription;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.refusal.QueueFullException;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many submissions in one call. */
@ParameterizedClass
@EnumSource(Dialect.class)
class BulkSubmissionTest {
  @TempDir Path folder;
  private final Dialect dialect;

  BulkSubmissionTest(Dialect dialect) {
    this.dialect = dialect;
  }

  private EngineFixture start(String... overrides) {
    return new EngineFixture(TestDatabases.open(dialect), folder, Clock.systemUTC(), overrides);
  }

  private static Submission chat(String text, @Nullable String key) {
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

  private static List<Submission> chats(int count) {
    return IntStream.range(0, count).mapToObj(i -> chat("chat" + i, null)).toList();
  }

  @Test
  void all_jobs_of_a_call_are_stored_in_order_and_run() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      List<Submission> mixed = new ArrayList<>(chats(1500));
      mixed.add(Submission.of(TestTaskTypes.TTS, EngineFixture.request("speech", null)));
      List<Submitted> submitted = fixture.jobs().submitAll(mixed);
      assertThat(submitted).hasSize(1501).allMatch(Submitted::created);
      List<Job> jobs = submitted.stream().map(Submitted::job).toList();
      assertThat(jobs).extracting(Job::sortKey).isSorted().doesNotHaveDuplicates();
      assertThat(fixture.await(jobs.get(1500).id()).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.await(jobs.get(1499).id()).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.llm.started)
          .containsExactlyElementsOf(IntStream.range(0, 1500).mapToObj(i -> "chat" + i).toList());
    }
  }

  @Test
  void a_watcher_of_all_jobs_gets_each_of_a_call_at_the_price_of_a_few_reads() {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      AtomicInteger reads = new AtomicInteger();
      List<JobEvent> heard = new CopyOnWriteArrayList<>();
      try (Subscription all = fixture.jobs().subscribeAll(heard::add)) {
        assertThat(all).isNotNull();
        count(fixture, sql -> sql.contains("FROM job_event"), reads);
        fixture.jobs().submitAll(chats(2000));
        await().until(() -> heard.size() == 2000);
      }
      assertThat(heard).extracting(JobEvent::jobId).doesNotHaveDuplicates();
      assertThat(reads).hasValueLessThanOrEqualTo(4);
    }
  }

  private static void count(EngineFixture fixture, Predicate<String> counted, AtomicInteger count) {
    fixture
        .database
        .jdbi()
        .getConfig(SqlStatements.class)
        .setSqlLogger(
            new SqlLogger() {
              @Override
              public void logAfterExecution(StatementContext context) {
                if (counted.test(String.valueOf(context.getRawSql()))) {
                  count.incrementAndGet();
                }
              }
            });
  }

  @Test
  void one_bad_job_stores_none_and_is_named() {
    try (EngineFixture fixture = start()) {
      List<Submission> bad = List.of(chat("a", null), chat("b", null), chat("", null));
      assertThatThrownBy(() -> fixture.jobs().submitAll(bad))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("tasks[2].text"));
      assertThatThrownBy(() -> fixture.jobs().submitAll(List.of()))
          .isInstanceOf(InvalidRequestException.class);
      assertThat(fixture.jobs().lanes().get(0).queued()).isZero();
      assertThat(fixture.llm.started).isEmpty();
    }
  }

  @Test
  void keys_find_jobs_of_earlier_calls_and_of_the_same_call() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      Job earlier = fixture.jobs().submit(chat("a", "k1")).job();
      List<Submitted> submitted =
          fixture.jobs().submitAll(List.of(chat("a", "k1"), chat("b", "k2"), chat("b", "k2")));
      assertThat(submitted).extracting(Submitted::created).containsExactly(false, true, false);
      assertThat(submitted.get(0).job().id()).isEqualTo(earlier.id());
      assertThat(submitted.get(2).job().id()).isEqualTo(submitted.get(1).job().id());
      assertThatThrownBy(
              () -> fixture.jobs().submitAll(List.of(chat("new", null), chat("c", "k2"))))
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("k2");
      assertThat(fixture.jobs().lanes().get(0).queued()).isEqualTo(2);
    }
  }

  @Test
  void calls_that_race_for_the_same_keys_make_each_job_once() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      List<Submission> keyed =
          IntStream.range(0, 50).mapToObj(i -> chat("chat" + i, "key" + i)).toList();
      List<CompletableFuture<List<Submitted>>> calls =
          IntStream.range(0, 4)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> fixture.jobs().submitAll(keyed)))
              .toList();
      List<Submitted> all = calls.stream().flatMap(c -> c.join().stream()).toList();
      assertThat(all).filteredOn(Submitted::created).hasSize(50);
      assertThat(all.stream().map(s -> s.job().id()).distinct()).hasSize(50);
      assertThat(fixture.jobs().lanes().get(0).queued()).isEqualTo(50);
    }
  }

  @Test
  void a_call_is_refused_whole_when_its_lane_has_no_room_for_all_of_it() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_queued=10")) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      fixture.jobs().submitAll(chats(4));
      assertThatThrownBy(() -> fixture.jobs().submitAll(chats(7)))
          .isInstanceOf(QueueFullException.class)
          .hasMessageContaining("lanes.llm.max_queued");
      assertThatThrownBy(() -> fixture.jobs().submitAll(chats(11)))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("tasks"));
      fixture.jobs().submitAll(chats(6));
      assertThat(fixture.jobs().lanes().get(0).queued()).isEqualTo(10);
    }
  }
}
