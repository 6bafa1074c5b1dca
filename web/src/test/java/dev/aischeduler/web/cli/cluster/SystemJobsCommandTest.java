package dev.aischeduler.web.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.engine.retention.Retention;
import dev.aischeduler.engine.system.SystemJobState;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import dev.aischeduler.web.cli.TestCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The commands about background work of the service. */
final class SystemJobsCommandTest {
  private static String run(RunningApp app, String... arguments) {
    StringWriter out = new StringWriter();
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--url";
    all[arguments.length + 1] = app.http().address();
    assertThat(TestCommands.run(new PrintWriter(out), new PrintWriter(out), all))
        .as(out.toString())
        .isZero();
    return out.toString();
  }

  @Test
  void they_are_listed_and_a_final_one_stays_as_it_is() throws Exception {
    try (RunningApp app =
        RunningApp.start(
            Map.of(),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class)), () -> {}))) {
      assertThat(run(app, "system-jobs")).contains("no system jobs");
      SystemJobs system = app.application().system();
      UUID id = UUID.randomUUID();
      system.enqueue(id, Retention.KIND, "{}");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> system.find(id).orElseThrow().state() == SystemJobState.SUCCEEDED);
      assertThat(run(app, "system-jobs", "--state", "succeeded", "--kind", "retention"))
          .contains(id.toString(), "100 %", "removed 0 jobs");
      assertThat(run(app, "system-jobs", "--state", "failed")).contains("no system jobs");
      assertThat(run(app, "system-jobs", "cancel", id.toString())).contains("succeeded");
    }
  }
}
