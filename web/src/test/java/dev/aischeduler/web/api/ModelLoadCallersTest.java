package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.jobs.model.cache.ModelLoader;
import dev.aischeduler.jobs.model.cache.ModelPool;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callers who wait for a model to load or to run hold no worker. */
final class ModelLoadCallersTest {
  /** More than there are workers. */
  private static final int CALLERS = 200;

  private static final String MODEL = "/api/v1/models/llm-mini";

  private final CountDownLatch loaded = new CountDownLatch(1);
  private final CountDownLatch prewarmed = new CountDownLatch(1);

  /** A model whose load and first run last as long as the test wants. */
  private final class SlowModel implements ModelLoader<LoadedModel>, LoadedModel {
    @Override
    public long weightsBytes(ModelFolder folder) {
      return 1000;
    }

    @Override
    public LoadedModel load(ModelFolder folder, DeviceAllocation allotment) throws Exception {
      loaded.await();
      return this;
    }

    @Override
    public void prewarm() throws Exception {
      prewarmed.await();
    }

    @Override
    public void close() {}
  }

  @Test
  void others_are_answered_while_models_load_and_run() throws Exception {
    try (RunningApp app =
        RunningApp.start(
            Map.of("server.wait_s", "600", "models.prewarm", "false"),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class)),
                    List.of(
                        new ModelPool<>(
                            LlmTask.TYPE,
                            settings.engines().of(LlmTask.TYPE),
                            catalogue,
                            new SlowModel(),
                            cache)),
                    new TensorCount(),
                    () -> {}))) {
      List<CompletableFuture<HttpResponse<String>>> loads = callers(app, "load");
      othersAreAnswered(app);
      loaded.countDown();
      allGet200(loads);
      List<CompletableFuture<HttpResponse<String>>> runs = callers(app, "prewarm");
      othersAreAnswered(app);
      prewarmed.countDown();
      allGet200(runs);
    } finally {
      loaded.countDown();
      prewarmed.countDown();
    }
  }

  private static List<CompletableFuture<HttpResponse<String>>> callers(
      RunningApp app, String action) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.http().address() + MODEL + "/" + action))
            .POST(BodyPublishers.noBody())
            .build();
    List<CompletableFuture<HttpResponse<String>>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    return callers;
  }

  private static void othersAreAnswered(RunningApp app) {
    assertThat(app.http().get("/api/v1/models").status()).isEqualTo(200);
    assertThat(app.http().post("/api/v1/llm/generate", "{\"prompt\":\"a\"}").status())
        .isEqualTo(200);
  }

  private static void allGet200(List<CompletableFuture<HttpResponse<String>>> callers)
      throws Exception {
    for (CompletableFuture<HttpResponse<String>> one : callers) {
      assertThat(one.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }
}
