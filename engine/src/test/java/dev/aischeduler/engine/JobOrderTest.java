package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.lane.LaneView;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which job starts when: priorities, aging, slots, pauses. */
class JobOrderTest extends OnBothDatabases {
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
}
