package dev.aischeduler.web.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.engine.attempt.LogContext;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a handler logs while it runs belongs to its job. */
final class AttemptLogTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Test
  void the_thread_of_an_attempt_logs_for_its_job_and_for_no_other() throws Exception {
    ScriptedHandler<LlmRequest> handler = new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class);
    handler.onRun(() -> seen.add(Objects.toString(MDC.get(LogContext.JOB))));
    try (RunningApp app =
        RunningApp.start(
            Map.of("lanes.llm.max_concurrent", "1"),
            (settings, catalogue, devices, cache) -> new Handlers(List.of(handler), () -> {}))) {
      String first = id(app, "one");
      String second = id(app, "two");
      assertThat(seen).containsExactly(first, second);
    }
    assertThat(MDC.get(LogContext.JOB)).isNull();
  }

  private static String id(RunningApp app, String prompt) {
    return app.http()
        .post("/api/v1/llm/generate", "{\"prompt\":\"" + prompt + "\"}")
        .json()
        .path("task_id")
        .asText();
  }
}
