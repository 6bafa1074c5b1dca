package dev.aischeduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EngineOnPostgresTest extends EngineConformanceTest {
  EngineOnPostgresTest() {
    super(Dialect.POSTGRESQL);
  }

  @Test
  void a_second_process_with_the_same_node_name_is_refused() {
    try (EngineFixture fixture = start()) {
      assertThatThrownBy(() -> new EngineFixture(fixture.database, folder, Clock.systemUTC()))
          .hasMessageContaining("node.name");
    }
  }

  @Test
  void nodes_of_different_labels_share_a_queue_and_hear_each_other_cancel() throws Exception {
    Settings.Database shared = TestDatabases.settings(Dialect.POSTGRESQL);
    try (EngineFixture gpu = node(shared, "node-gpu", "gpu");
        EngineFixture cpu = node(shared, "node-cpu", "cpu")) {
      Job chat = cpu.await(cpu.submit(TaskType.LLM, "chat", null));
      Job speech = gpu.await(gpu.submit(TaskType.TTS, "speech", null));
      assertThat(chat.node()).isEqualTo("node-gpu");
      assertThat(speech.node()).isEqualTo("node-cpu");
      assertThat(cpu.llm.started).isEmpty();

      UUID running = cpu.submit(TaskType.LLM, "running", "hang");
      await().until(() -> gpu.llm.started.contains("running"));
      assertThat(cpu.jobs().cancel(running).status()).isEqualTo(JobStatus.CANCELLED);
      await().until(() -> gpu.llm.running.get() == 0);
    }
  }

  private EngineFixture node(Settings.Database shared, String name, String label) {
    Database database = Database.open(shared, folder);
    return new EngineFixture(
        database, folder, Clock.systemUTC(), "node.name=" + name, "node.labels=" + label);
  }
}
