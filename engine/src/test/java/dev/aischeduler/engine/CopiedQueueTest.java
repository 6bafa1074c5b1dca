package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.transfer.DatabaseCopy;
import dev.aischeduler.db.transfer.DatabaseRows;
import dev.aischeduler.engine.testing.EngineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that waited when their installation moved from H2 to PostgreSQL are run there. */
class CopiedQueueTest {
  @TempDir Path folder;

  @Test
  void jobs_that_waited_run_on_the_database_that_they_were_copied_to() throws Exception {
    Settings.Database from = TestDatabases.h2File(folder.resolve("from"));
    Settings.Database to = TestDatabases.empty(Dialect.POSTGRESQL);
    List<UUID> waiting = new ArrayList<>();
    UUID done;
    try (EngineFixture fixture = start(from)) {
      done = fixture.await(fixture.submit(TestTaskTypes.TTS, "done", "artifact")).id();
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      for (int i = 0; i < 40; i++) {
        waiting.add(fixture.submit(TestTaskTypes.LLM, "job " + i, null));
      }
    }
    try (Database source = Database.own(from, folder);
        DatabaseRows rows = new DatabaseRows(source);
        Database target = Database.own(to, folder)) {
      assertThat(new DatabaseCopy(target, (step, table, copied, total) -> {}).run(rows).different())
          .isEmpty();
    }
    try (EngineFixture fixture = start(to)) {
      assertThat(fixture.jobs().find(waiting.get(0)).orElseThrow().job().status())
          .as("the lane is paused here too")
          .isEqualTo(JobStatus.QUEUED);
      UUID later = fixture.submit(TestTaskTypes.LLM, "later", null);
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      for (UUID id : waiting) {
        assertThat(fixture.await(id).status()).isEqualTo(JobStatus.SUCCEEDED);
      }
      assertThat(fixture.await(later).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.jobs().artifacts(List.of(done)).get(done)).hasSize(1);
    }
  }

  private EngineFixture start(Settings.Database database) throws Exception {
    return new EngineFixture(Database.open(database, folder), folder, Clock.systemUTC());
  }
}
