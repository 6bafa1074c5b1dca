package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.api.http.ClientLimits;
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
  private static final String SITE = "https://app.example.org";
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
            Map.of("server.cors_origins", SITE),
            (settings, catalogue, devices, cache) -> new Handlers(List.of(handler), () -> {}))) {
      String submission =
          RawConnection.request("POST", "/api/v1/llm/generate", "{\"prompt\":\"a\"}");
      for (int i = 0; i < WORKERS_AND_QUEUE; i++) {
        busy.add(RawConnection.sent(app.http().address(), submission));
      }
      List<CompletableFuture<HttpResponse<String>>> more =
          requests(app.http().address() + "/api/v1/tasks");
      HttpResponse<?> refused = first(more);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains(SITE);
      assertThat(app.http().get("/healthz").status()).isEqualTo(200);
      assertThat(app.http().get("/readyz").status()).isEqualTo(200);

      free.countDown();
      for (RawConnection one : busy) {
        assertThat(one.read(12)).isIn("HTTP/1.1 400", "HTTP/1.1 503");
      }
      for (CompletableFuture<HttpResponse<String>> one : more) {
        assertThat(one.get(PATIENCE_S, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
      }
    } finally {
      free.countDown();
      busy.forEach(RawConnection::close);
    }
  }

  @Test
  void readiness_that_waits_for_the_database_keeps_nobody_from_hearing_that_the_process_lives()
      throws Exception {
    CountDownLatch database = new CountDownLatch(1);
    try (SmallServer server =
        new SmallServer(
            ClientLimits.of(1 << 20),
            1,
            (routes, streams) -> {
              routes.get(SmallServer.READY, ctx -> refuseAfter(database));
              routes.get(SmallServer.HEALTH, ctx -> ctx.result("ok"));
            })) {
      // more than may wait: some are refused as soon as all the others wait
      assertThat(first(requests(server.address() + SmallServer.READY)).statusCode()).isEqualTo(503);
      String health = RawConnection.head("GET", SmallServer.HEALTH, 0);
      try (RawConnection client = RawConnection.sent(server.address(), health)) {
        assertThat(client.read(12)).isEqualTo("HTTP/1.1 200");
      }
      database.countDown();
    } finally {
      database.countDown();
    }
  }

  private static List<CompletableFuture<HttpResponse<String>>> requests(String uri) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).header("Origin", SITE).build();
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < MORE; i++) {
      all.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    return all;
  }

  private static HttpResponse<?> first(List<CompletableFuture<HttpResponse<String>>> all)
      throws Exception {
    return (HttpResponse<?>)
        CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new))
            .get(PATIENCE_S, TimeUnit.SECONDS);
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
