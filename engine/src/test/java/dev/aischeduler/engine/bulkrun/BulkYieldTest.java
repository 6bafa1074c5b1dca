package dev.aischeduler.engine.bulkrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Items of bulk runs and what people wait for. */
class BulkYieldTest extends OnBothDatabases {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** A run of three jobs of a lane that is paused, with all of them queued. */
  private static UUID waiting(EngineFixture fixture, TaskType lane, @Nullable Integer priority)
      throws IOException {
    var defaults = JsonNodeFactory.instance.objectNode().put("type", lane.wireName());
    if (priority != null) {
      defaults.put("priority", priority);
    }
    BulkOptions options =
        new BulkOptions("bulk", null, defaults, 1000, null, false, null, CallbackTerms.NONE, null);
    BulkRuns bulk = fixture.engine().bulkRuns();
    byte[] rows = "text\nbulk-1\nbulk-2\nbulk-3\n".getBytes(StandardCharsets.UTF_8);
    Run run = bulk.submit(bulk.newId(), options, new ByteArrayInputStream(rows));
    await().atMost(LONG).until(() -> items(fixture, run.id()).size() == 3);
    return run.id();
  }

  private static List<RunItem> items(EngineFixture fixture, UUID run) {
    return fixture.engine().runs().items(run, null, 0, 10);
  }

  /** As if everything that waits had been submitted so much earlier. */
  private static void waited(EngineFixture fixture, Duration time) {
    fixture
        .database
        .jdbi()
        .useHandle(
            h -> h.execute("UPDATE job SET sort_key = sort_key - ?", time.toSeconds() * 1_000_000));
  }

  private static List<String> started(EngineFixture fixture, TaskType lane, int count) {
    List<String> started =
        lane.equals(TestTaskTypes.IMAGE) ? fixture.image.started : fixture.llm.started;
    fixture.jobs().pause(lane, false);
    await().atMost(LONG).until(() -> started.size() == count);
    return started;
  }

  @Test
  void a_picture_or_chat_goes_before_items_that_have_waited_an_hour() throws Exception {
    try (EngineFixture fixture =
        start("lanes.llm.max_concurrent=1", "lanes.image.max_concurrent=1")) {
      for (TaskType lane : List.of(TestTaskTypes.LLM, TestTaskTypes.IMAGE)) {
        fixture.jobs().pause(lane, true);
        waiting(fixture, lane, null);
        waited(fixture, Duration.ofHours(1));
        fixture.submit(lane, "mine", null);
        assertThat(started(fixture, lane, 4)).containsExactly("mine", "bulk-1", "bulk-2", "bulk-3");
      }
    }
  }

  @Test
  void items_that_have_waited_a_day_are_as_urgent_as_any_job() throws Exception {
    try (EngineFixture fixture = start("lanes.image.max_concurrent=1")) {
      fixture.jobs().pause(TestTaskTypes.IMAGE, true);
      waiting(fixture, TestTaskTypes.IMAGE, null);
      waited(fixture, Duration.ofHours(25));
      fixture.submit(TestTaskTypes.IMAGE, "mine", null);
      assertThat(started(fixture, TestTaskTypes.IMAGE, 4))
          .containsExactly("bulk-1", "bulk-2", "bulk-3", "mine");
    }
  }

  @Test
  void items_of_a_higher_priority_do_not_yield() throws Exception {
    try (EngineFixture fixture = start("lanes.image.max_concurrent=1")) {
      fixture.jobs().pause(TestTaskTypes.IMAGE, true);
      waiting(fixture, TestTaskTypes.IMAGE, 2);
      waited(fixture, Duration.ofMinutes(10));
      fixture.submit(TestTaskTypes.IMAGE, "mine", null);
      assertThat(started(fixture, TestTaskTypes.IMAGE, 4))
          .containsExactly("bulk-1", "bulk-2", "bulk-3", "mine");
    }
  }

  @Test
  void an_item_whose_priority_is_raised_yields_no_more_and_one_that_is_lowered_does()
      throws Exception {
    try (EngineFixture fixture = start("lanes.image.max_concurrent=1")) {
      fixture.jobs().pause(TestTaskTypes.IMAGE, true);
      UUID run = waiting(fixture, TestTaskTypes.IMAGE, null);
      fixture.submit(TestTaskTypes.IMAGE, "mine", null);
      fixture.jobs().reprioritise(items(fixture, run).get(2).jobId(), 5);
      fixture.jobs().reprioritise(items(fixture, run).get(1).jobId(), 9);
      fixture.jobs().reprioritise(items(fixture, run).get(1).jobId(), 0);
      assertThat(started(fixture, TestTaskTypes.IMAGE, 4))
          .containsExactly("bulk-3", "mine", "bulk-1", "bulk-2");
    }
  }

  @Test
  void a_job_of_the_same_low_priority_that_is_no_item_does_not_yield() throws Exception {
    try (EngineFixture fixture = start("lanes.image.max_concurrent=1")) {
      fixture.jobs().pause(TestTaskTypes.IMAGE, true);
      UUID job = fixture.submit(TestTaskTypes.IMAGE, "low", null, 1);
      waited(fixture, Duration.ofMinutes(10));
      fixture.jobs().reprioritise(job, 3);
      fixture.jobs().reprioritise(job, 1);
      fixture.submit(TestTaskTypes.IMAGE, "mine", null);
      assertThat(started(fixture, TestTaskTypes.IMAGE, 2)).containsExactly("low", "mine");
    }
  }
}
