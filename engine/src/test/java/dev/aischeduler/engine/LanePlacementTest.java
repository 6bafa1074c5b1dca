package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.node.ServerView;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which node runs which lane: labels, types that are not registered, models that failed. */
class LanePlacementTest extends OnBothDatabases {
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
}
