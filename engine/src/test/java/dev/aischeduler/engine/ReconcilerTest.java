package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.jobrunr.JobRunrQueue;
import dev.aischeduler.db.jobrunr.QueueCheck;
import dev.aischeduler.engine.jobrunr.Reconciler;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that JobRunr has lost is found, counted, and done. */
class ReconcilerTest {
  @TempDir Path folder;

  @Test
  void a_disagreement_that_stays_is_repaired_at_the_second_look_and_counted() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TaskType.LLM, true);
      UUID job = fixture.submit(TaskType.LLM, "lost", null);
      loseRows(fixture);
      // looks that take no time need no pause
      Reconciler reconciler = new Reconciler(check(fixture.database), () -> 0);

      reconciler.run();
      assertThat(reconciler.repairs()).containsEntry("missing", 0L);
      reconciler.run();
      assertThat(reconciler.repairs())
          .containsEntry("missing", 1L)
          .containsEntry("surplus", 0L)
          .containsEntry("different", 0L);

      fixture.jobs().pause(TaskType.LLM, false);
      assertThat(fixture.await(job).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.jobs().repairs()).containsEntry("missing", 0L);
    }
  }

  @Test
  void looks_go_on_from_stretch_to_stretch_and_find_what_any_of_them_holds() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TaskType.LLM, true);
      for (int i = 0; i < 25; i++) {
        fixture.submit(TaskType.LLM, "lost", null);
      }
      loseRows(fixture);
      Reconciler reconciler = new Reconciler(check(fixture.database), () -> 0, 10);

      reconciler.run();
      reconciler.run();
      assertThat(reconciler.repairs()).containsEntry("missing", 10L);
      for (int looks = 0; looks < 4; looks++) {
        reconciler.run();
      }
      assertThat(reconciler.repairs()).containsEntry("missing", 25L);
      reconciler.run();
      reconciler.run();
      assertThat(reconciler.repairs()).containsEntry("missing", 25L);
    }
  }

  @Test
  void what_was_lost_while_no_node_ran_is_repaired_before_the_first_job_starts() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TaskType.LLM, true);
      UUID job = fixture.submit(TaskType.LLM, "lost", null);
      loseRows(fixture);
      fixture.restart();

      assertThat(fixture.jobs().repairs()).containsEntry("missing", 1L);
      fixture.jobs().pause(TaskType.LLM, false);
      assertThat(fixture.await(job).status()).isEqualTo(JobStatus.SUCCEEDED);
    }
  }

  private EngineFixture start() {
    return new EngineFixture(TestDatabases.open(Dialect.H2), folder, Clock.systemUTC());
  }

  private static void loseRows(EngineFixture fixture) {
    fixture.database.jdbi().useHandle(h -> h.execute("DELETE FROM jobrunr_jobs"));
  }

  private static QueueCheck check(Database database) {
    return new QueueCheck(
        new JobRunrQueue(
            database, Clock.systemUTC(), id -> null, job -> {}, (jobs, queued, scheduled) -> {}));
  }
}
