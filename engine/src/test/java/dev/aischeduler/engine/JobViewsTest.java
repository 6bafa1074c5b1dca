package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What clients and operators see of jobs: events, lists, SQL views. */
class JobViewsTest extends OnBothDatabases {
  @Test
  void watchers_get_history_and_live_events_in_order() throws Exception {
    try (EngineFixture fixture = start()) {
      List<JobEvent> received = Collections.synchronizedList(new ArrayList<>());
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      UUID id = fixture.submit(TestTaskTypes.LLM, "hello", "artifact");
      try (var ignored = fixture.jobs().subscribe(id, 0, received::add)) {
        assertThat(ignored).isNotNull();
        fixture.jobs().pause(TestTaskTypes.LLM, false);
        await().until(() -> received.toString().contains("succeeded"));
      }
      assertThat(received)
          .extracting(JobEvent::kind)
          .containsExactly("state", "state", "progress", "token", "state");
      assertThat(received.get(0).data()).contains("queued");
      assertThat(received.get(1).data()).contains("running").contains("node-a");
      assertThat(received.get(3).data()).isEqualTo("{\"text\":\"hello\"}");
      assertThat(fixture.jobs().events(id, 0)).hasSize(3);
    }
  }

  @Test
  void the_sql_views_show_what_waits_runs_and_failed_and_the_counts_of_the_lanes()
      throws Exception {
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
}
