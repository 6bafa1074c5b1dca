package dev.aischeduler.client;

import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A server whose language model follows a script that a test can hold. */
final class HeldApp implements AutoCloseable {
  private final ScriptedHandler<LlmRequest> handler =
      new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class);
  private final RunningApp app =
      RunningApp.start(
          Map.of(),
          (settings, catalogue, devices, cache) -> new Handlers(List.of(handler), () -> {}));

  String url() {
    return app.http().address();
  }

  RunningApp app() {
    return app;
  }

  ScriptedHandler<LlmRequest> handler() {
    return handler;
  }

  @Override
  public void close() throws IOException {
    app.close();
  }
}
