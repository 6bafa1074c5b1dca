package dev.aischeduler.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.DeviceUse;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.image.ImageHandler;
import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmHandler;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelCaches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chat and a picture on one device, through the real handlers and models. */
final class BothLanesTest {
  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Devices devices;
  private ModelCache cache;
  private LlmHandler chats;
  private ImageHandler pictures;

  @BeforeEach
  void start() {
    Settings settings = Miniatures.settings(folder, Map.of());
    ModelCatalogue catalogue = Miniatures.catalogue(folder, false);
    OnnxRuntime runtime = new OnnxRuntime(2);
    devices = Devices.of(settings, List.of(DeviceSpec.cpu()));
    cache = ModelCaches.roomy(devices.all().get(0), true);
    chats = new LlmHandler(settings, catalogue, runtime, cache);
    pictures = new ImageHandler(settings, catalogue, runtime, cache, HeapBudget.ofProcess());
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
    cache.close();
  }

  @Test
  void a_chat_is_answered_between_the_steps_of_a_picture() throws Exception {
    RecordingContext drawing = context(1);
    Future<Map<String, Object>> picture = draw(drawing);
    await().until(() -> !drawing.progress.isEmpty());
    Map<String, Object> answer = ask(context(9)).get();
    assertThat(answer.get("text").toString()).isNotBlank();
    assertThat(picture.isDone()).isFalse();
    assertThat(picture.get()).containsEntry("steps", 40);
    for (DeviceUse.Lane lane : lanes()) {
      assertThat(lane.slices()).as(lane.lane().wireName()).isGreaterThan(8);
      assertThat(lane.busyNanos()).isPositive();
      assertThat(lane.waiting()).isZero();
    }
  }

  @Test
  void lanes_that_both_want_more_get_their_shares_also_after_a_change() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    List<Future<?>> users = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      users.add(threads.submit(() -> repeat(enough, () -> ask(context(7)).get())));
    }
    users.add(threads.submit(() -> repeat(enough, () -> draw(context(1)).get())));
    // slices are counted and not seconds, so that a busy machine only makes the test slower
    double mostly = shareOfChats(30);
    devices.weights(Map.of(LlmTask.TYPE, 20, ImageTask.TYPE, 80));
    double hardly = shareOfChats(30);
    enough.set(true);
    for (Future<?> user : users) {
      user.get();
    }
    assertThat(mostly).isBetween(0.55, 0.85);
    assertThat(hardly).isBetween(0.08, 0.35);
  }

  /** Part of the busy time that chats had while pictures took this many slices. */
  private double shareOfChats(int slices) {
    List<DeviceUse.Lane> before = lanes();
    await()
        .atMost(2, TimeUnit.MINUTES)
        .until(() -> lanes().get(1).slices() >= before.get(1).slices() + slices);
    List<DeviceUse.Lane> after = lanes();
    double chat = after.get(0).busyNanos() - before.get(0).busyNanos();
    double drawing = after.get(1).busyNanos() - before.get(1).busyNanos();
    return chat / (chat + drawing);
  }

  private List<DeviceUse.Lane> lanes() {
    return devices.use().get(0).lanes();
  }

  /** Something that is done over and over. */
  private interface Work {
    void run() throws InterruptedException, ExecutionException;
  }

  private static Void repeat(AtomicBoolean enough, Work work)
      throws InterruptedException, ExecutionException {
    while (!enough.get()) {
      work.run();
    }
    return null;
  }

  private Future<Map<String, Object>> ask(RecordingContext context) {
    return threads.submit(
        () -> {
          LlmRequest request =
              Json.mapper().readValue("{\"prompt\":\"Hello! Who are you?\"}", LlmRequest.class);
          return chats.run(chats.validate(request), context).values();
        });
  }

  private Future<Map<String, Object>> draw(RecordingContext context) {
    return threads.submit(
        () -> {
          ImageRequest request =
              Json.mapper()
                  .readValue(
                      "{\"prompt\":\"a cat\",\"steps\":40,\"width\":64,\"height\":64}",
                      ImageRequest.class);
          return pictures.run(pictures.validate(request), context).values();
        });
  }

  private static RecordingContext context(int priority) {
    return new RecordingContext(UUID.randomUUID(), priority);
  }
}
