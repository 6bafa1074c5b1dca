package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RawConnection;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Health is answered when every worker is busy and as many requests wait as may. */
final class FullServerTest {
  private static final int WORKERS_AND_QUEUE = 64 + 4096;
  private static final int MORE = 100;
  private static final int PATIENCE_S = 60;

  @Test
  void health_is_answered_when_all_workers_and_the_queue_are_full() throws Exception {
    ScriptedHandler<LlmRequest> handler = new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class);
    CountDownLatch free = new CountDownLatch(1);
    handler.onValidate(() -> refuseAfter(free));
    List<RawConnection> busy = new ArrayList<>();
    try (RunningApp app =
        RunningApp.start(
            Map.of(),
            (settings, catalogue, devices, residency) ->
                new Handlers(List.of(handler), () -> {}))) {
      String submission =
          RawConnection.request("POST", "/api/v1/llm/generate", "{\"prompt\":\"a\"}");
      for (int i = 0; i < WORKERS_AND_QUEUE; i++) {
        busy.add(RawConnection.sent(app.http().address(), submission));
      }
      HttpClient client = HttpClient.newHttpClient();
      URI tasks = URI.create(app.http().address() + "/api/v1/tasks");
      List<CompletableFuture<HttpResponse<String>>> more = new ArrayList<>();
      for (int i = 0; i < MORE; i++) {
        more.add(client.sendAsync(HttpRequest.newBuilder(tasks).build(), BodyHandlers.ofString()));
      }
      HttpResponse<?> refused =
          (HttpResponse<?>)
              CompletableFuture.anyOf(more.toArray(CompletableFuture[]::new))
                  .get(PATIENCE_S, TimeUnit.SECONDS);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(app.http().get("/healthz").status()).isEqualTo(200);
      assertThat(app.http().get("/readyz").status()).isEqualTo(200);

      free.countDown();
      for (RawConnection one : busy) {
        assertThat(one.read(12)).isEqualTo("HTTP/1.1 400");
      }
      for (CompletableFuture<HttpResponse<String>> one : more) {
        assertThat(one.get(PATIENCE_S, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
      }
    } finally {
      free.countDown();
      busy.forEach(RawConnection::close);
    }
  }

  private static void refuseAfter(CountDownLatch free) {
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new InvalidRequestException("prompt", "is refused by the test");
  }
}
