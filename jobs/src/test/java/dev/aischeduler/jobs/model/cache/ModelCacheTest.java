package dev.aischeduler.jobs.model.cache;

import static dev.aischeduler.jobs.model.cache.ModelCaches.IMAGE;
import static dev.aischeduler.jobs.model.cache.ModelCaches.LLM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelLoadException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lane llm may hold 560 bytes, lane image 240; a model's name tells its weights. */
final class ModelCacheTest {
  private final FakeModels models = new FakeModels();
  private final ModelCache cache = models.cache(Runnable::run);
  private final ExecutorService jobs = Executors.newCachedThreadPool();

  @AfterEach
  void free() {
    jobs.shutdownNow();
    cache.close();
    assertThat(models.inMemory).isEmpty();
  }

  private CachedModel<FakeModels.Fake> llm(String name) {
    return models.registered(cache, LLM, name, false);
  }

  private static <T extends LoadedModel> ModelUse<T> acquire(ModelCache cache, CachedModel<T> model)
      throws Exception {
    return cache.acquire(model.all());
  }

  private void use(CachedModel<?> model) throws Exception {
    acquire(cache, model).close();
  }

  private ModelStatus view(CachedModel<?> model) {
    return cache.models().view(model.all());
  }

  @Test
  void a_model_is_loaded_and_prewarmed_once_however_many_jobs_ask_for_it() throws Exception {
    CachedModel<FakeModels.Fake> model = llm("a100");
    ModelUse<FakeModels.Fake> one = acquire(cache, model);
    ModelUse<FakeModels.Fake> other = acquire(cache, llm("a100"));
    assertThat(one.model()).isSameAs(other.model());
    assertThat(models.loads).containsExactly("a100");
    assertThat(models.prewarmed).containsExactly("a100");
    assertThat(view(model).users()).isEqualTo(2);
    one.close();
    one.close();
    assertThat(view(model).users()).isEqualTo(1);
    other.close();
    assertThat(view(model).state()).isEqualTo(ModelStatus.State.IDLE);
  }

  @Test
  void the_least_recently_used_idle_model_is_evicted_and_no_more_than_needed() throws Exception {
    use(llm("a150"));
    use(llm("b150"));
    use(llm("c100"));
    use(llm("a150"));
    use(llm("d150"));
    assertThat(models.inMemory).containsOnlyKeys("a150", "c100", "d150");
    assertThat(models.written.get("b150").evictions()).isEqualTo(1);
  }

  @Test
  void a_lane_cannot_use_the_budget_of_another() throws Exception {
    use(models.registered(cache, IMAGE, "i150", false));
    use(llm("a200"));
    use(llm("b200"));
    use(llm("c200"));
    assertThat(models.inMemory).containsOnlyKeys("i150", "b200", "c200");
  }

  private long footprint(ModelCache of, String name) {
    return of.models().view(models.registered(of, LLM, name, false).all()).footprintBytes();
  }

  @Test
  void what_a_load_took_is_known_to_the_next_process() throws Exception {
    models.extra = 90;
    use(llm("a100"));
    assertThat(models.written.get("a100"))
        .satisfies(stat -> assertThat(stat.footprintBytes()).isEqualTo(190))
        .satisfies(stat -> assertThat(stat.measured()).isTrue())
        .satisfies(stat -> assertThat(stat.weightsBytes()).isEqualTo(100));
    ModelCache next = models.cache(Runnable::run);
    assertThat(footprint(next, "a100")).isEqualTo(190);
    assertThat(footprint(next, "b100")).isEqualTo(125);
  }

  /** Loads that begin together and end together, so that each sees what both took. */
  private record Together(FakeModels models, CyclicBarrier barrier)
      implements ModelLoader<FakeModels.Fake> {
    @Override
    public long weightsBytes(ModelFolder folder) throws IOException {
      return models.weightsBytes(folder);
    }

    @Override
    public FakeModels.Fake load(ModelFolder folder, DeviceAllocation allocation) throws Exception {
      barrier.await();
      FakeModels.Fake fake;
      models.lock.lock();
      try {
        fake = models.load(folder, allocation);
      } finally {
        models.lock.unlock();
      }
      barrier.await();
      return fake;
    }
  }

  @Test
  void loads_side_by_side_are_not_taken_for_growth_of_each_other() throws Exception {
    models.extra = 90;
    use(llm("a100"));
    use(llm("b100"));
    cache.close();
    ModelCache next = models.cache(jobs);
    ModelLoader<FakeModels.Fake> together = new Together(models, new CyclicBarrier(2));
    List<Future<ModelUse<FakeModels.Fake>>> leases = new java.util.ArrayList<>();
    for (String name : List.of("a100", "b100")) {
      var model = next.register(LLM, FakeModels.folder(name), together, false);
      leases.add(jobs.submit(() -> acquire(next, model)));
    }
    for (Future<ModelUse<FakeModels.Fake>> each : leases) {
      each.get().close();
    }
    assertThat(models.written.get("a100").footprintBytes()).isEqualTo(190);
    assertThat(models.written.get("b100").footprintBytes()).isEqualTo(190);
    next.close();
  }

  @Test
  void what_a_load_took_while_another_model_was_in_use_is_an_estimate() throws Exception {
    ModelUse<FakeModels.Fake> busy = acquire(cache, llm("a100"));
    models.extra = 90;
    use(llm("b100"));
    assertThat(models.written.get("b100").measured()).isFalse();
    assertThat(models.written.get("b100").footprintBytes()).isEqualTo(125);
    busy.close();
  }

  @Test
  void a_model_that_can_never_fit_is_refused_with_need_room_and_remedy() throws Exception {
    CachedModel<FakeModels.Fake> pinned = models.registered(cache, LLM, "main300", true);
    use(pinned);
    assertThatThrownBy(() -> acquire(cache, llm("b250")))
        .isInstanceOfSatisfying(NoRoomException.class, e -> assertThat(e.permanent()).isTrue())
        .hasMessageContaining("b250")
        .hasMessageContaining("MiB")
        .hasMessageContaining("resources.lane_memory_mb.llm");
    assertThat(models.inMemory).containsOnlyKeys("main300");
  }

  @Test
  void a_pinned_model_is_loaded_beyond_its_lanes_budget_but_not_beyond_the_device()
      throws Exception {
    use(models.registered(cache, LLM, "main600", true));
    assertThat(models.inMemory).containsOnlyKeys("main600");
    assertThatThrownBy(() -> acquire(cache, models.registered(cache, IMAGE, "i500", true)))
        .isInstanceOfSatisfying(NoRoomException.class, e -> assertThat(e.permanent()).isFalse())
        .hasMessageContaining("the device has only");
  }

  @Test
  void memory_that_other_programs_hold_counts_and_idle_models_of_other_lanes_are_evicted()
      throws Exception {
    use(models.registered(cache, IMAGE, "i150", false));
    models.foreign = 600;
    use(llm("a240"));
    assertThat(models.inMemory).containsOnlyKeys("a240");
  }

  @Test
  void a_model_that_turns_out_too_big_is_freed_again_and_remembered() throws Exception {
    models.extra = 300;
    assertThatThrownBy(() -> acquire(cache, llm("a300")))
        .isInstanceOf(NoRoomException.class)
        .hasMessageContaining("a300");
    assertThat(models.inMemory).isEmpty();
    assertThat(models.written.get("a300").footprintBytes()).isEqualTo(600);
    assertThatThrownBy(() -> acquire(cache, llm("a300"))).isInstanceOf(NoRoomException.class);
    assertThat(models.loads).containsExactly("a300");
  }

  @Test
  void a_job_waits_for_room_until_the_jobs_that_hold_it_end() throws Exception {
    CachedModel<FakeModels.Fake> a = llm("a300");
    ModelUse<FakeModels.Fake> held = acquire(cache, a);
    CachedModel<FakeModels.Fake> b = llm("b300");
    Future<ModelUse<FakeModels.Fake>> waiting = jobs.submit(() -> acquire(cache, b));
    // A second job of the model in use comes later, and must not keep the first one out.
    await().until(() -> cache.models().lock().tryLock() && unlocked(b));
    Future<ModelUse<FakeModels.Fake>> late = jobs.submit(() -> acquire(cache, a));
    await().during(Duration.ofMillis(50)).until(() -> !waiting.isDone() && !late.isDone());
    held.close();
    ModelUse<FakeModels.Fake> next = waiting.get();
    assertThat(next.model().name()).isEqualTo("b300");
    assertThat(models.inMemory).containsOnlyKeys("b300");
    next.close();
    assertThat(late.get().model().name()).isEqualTo("a300");
    late.get().close();
  }

  private boolean unlocked(CachedModel<?> waitedFor) {
    boolean waits = cache.models().lock().hasWaiters(cache.models().changed());
    cache.models().lock().unlock();
    return waits && !waitedFor.present();
  }

  @Test
  void a_job_that_is_stopped_while_it_waits_leaves_no_trace() throws Exception {
    CachedModel<FakeModels.Fake> a = llm("a300");
    ModelUse<FakeModels.Fake> held = acquire(cache, a);
    Future<ModelUse<FakeModels.Fake>> waiting = jobs.submit(() -> acquire(cache, llm("b300")));
    await().until(() -> cache.models().lock().tryLock() && unlocked(llm("b300")));
    waiting.cancel(true);
    Future<ModelUse<FakeModels.Fake>> next = jobs.submit(() -> acquire(cache, a));
    assertThat(next.get().model().name()).isEqualTo("a300");
    next.get().close();
    held.close();
  }

  @Test
  void a_failed_load_says_why_and_is_tried_again_by_the_next_job() throws Exception {
    models.broken.put("a100", new IOException("model.onnx is damaged"));
    assertThatThrownBy(() -> acquire(cache, llm("a100")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("a100")
        .hasMessageContaining("model.onnx is damaged");
    assertThat(view(llm("a100")).state()).isEqualTo(ModelStatus.State.FAILED);
    models.broken.clear();
    use(llm("a100"));
    assertThat(models.inMemory).containsKey("a100");
    assertThat(models.written.get("a100").failures()).isEqualTo(1);
  }

  @Test
  void a_load_that_finds_no_memory_frees_idle_models_and_is_tried_again() throws Exception {
    use(models.registered(cache, IMAGE, "i100", false));
    models.broken.put("a100", new OutOfMemoryOnce(models));
    use(llm("a100"));
    assertThat(models.inMemory).containsOnlyKeys("a100");
  }

  /** What ONNX Runtime says; it is mended when a model was freed. */
  private static final class OutOfMemoryOnce extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient FakeModels models;

    private OutOfMemoryOnce(FakeModels models) {
      super("Failed to allocate memory for requested buffer of size 4096");
      this.models = models;
    }

    @Override
    public String getMessage() {
      models.broken.clear();
      return String.valueOf(super.getMessage());
    }
  }

  @Test
  void a_model_in_use_is_not_unloaded_and_an_idle_one_as_often_as_asked() throws Exception {
    CachedModel<FakeModels.Fake> a = llm("a100");
    ModelUse<FakeModels.Fake> held = acquire(cache, a);
    assertThatThrownBy(() -> cache.unload(a.all()))
        .isInstanceOf(ModelInUseException.class)
        .hasMessageContaining("a100")
        .hasMessageContaining("1 jobs");
    held.close();
    cache.unload(a.all());
    cache.unload(a.all());
    assertThat(models.inMemory).isEmpty();
    assertThat(view(a).state()).isEqualTo(ModelStatus.State.NOT_LOADED);
  }

  @Test
  void a_pin_outlives_the_process_also_against_the_configuration() {
    cache.pin(llm("a100"), true);
    cache.pin(models.registered(cache, LLM, "main100", true), false);
    ModelCache next = models.cache(Runnable::run);
    assertThat(models.registered(next, LLM, "a100", false).pinned()).isTrue();
    assertThat(models.registered(next, LLM, "main100", true).pinned()).isFalse();
  }

  @Test
  void a_model_may_take_what_its_lane_has_left() throws Exception {
    use(llm("a100"));
    use(llm("b100"));
    assertThat(models.allotments.get("a100").memoryBytes()).isEqualTo(560);
    assertThat(models.allotments.get("b100").memoryBytes())
        .isEqualTo(560 - models.written.get("a100").footprintBytes());
  }

  @Test
  void idle_models_are_evicted_after_their_keep_alive_but_no_pinned_one() throws Exception {
    use(llm("a100"));
    use(models.registered(cache, LLM, "main100", true));
    new IdleEvictor(cache, Duration.ofHours(1)).run();
    assertThat(models.inMemory).containsOnlyKeys("a100", "main100");
    assertThat(models.written.get("a100").lastUsedAt()).isNotNull();
    await()
        .untilAsserted(
            () -> {
              new IdleEvictor(cache, Duration.ofMillis(1)).run();
              assertThat(models.inMemory).containsOnlyKeys("main100");
            });
  }

  @Test
  void a_pinned_model_that_had_no_room_is_loaded_later() {
    models.foreign = 950;
    CachedModel<FakeModels.Fake> main = models.registered(cache, LLM, "main100", true);
    cache.start(main.all());
    assertThat(view(main).state()).isEqualTo(ModelStatus.State.FAILED);
    assertThat(view(main).detail()).contains("end other programs");
    models.foreign = 0;
    new IdleEvictor(cache, Duration.ZERO).run();
    assertThat(view(main).state()).isEqualTo(ModelStatus.State.IDLE);
  }

  @Test
  void a_model_out_of_memory_evicts_idle_ones_and_sees_whether_others_hold_memory()
      throws Exception {
    CachedModel<FakeModels.Fake> a = llm("a100");
    ModelUse<FakeModels.Fake> held = acquire(cache, a);
    use(models.registered(cache, IMAGE, "i100", false));
    var reclaimer = models.allotments.get("a100").reclaimer();
    assertThat(reclaimer.reclaim()).isTrue();
    assertThat(reclaimer.reclaim()).isFalse();
    assertThat(models.inMemory).containsOnlyKeys("a100");
    assertThat(reclaimer.heldByOthers()).isFalse();
    models.foreign = 800;
    assertThat(reclaimer.heldByOthers()).isTrue();
    held.close();
  }

  @Test
  void loads_on_other_threads_are_waited_for_by_all_who_ask() throws Exception {
    ModelCache threaded = models.cache(jobs);
    CachedModel<FakeModels.Fake> a = models.registered(threaded, LLM, "a100", false);
    List<Future<ModelUse<FakeModels.Fake>>> asked = new java.util.ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asked.add(jobs.submit(() -> acquire(threaded, a)));
    }
    for (Future<ModelUse<FakeModels.Fake>> each : asked) {
      assertThat(each.get().model().name()).isEqualTo("a100");
      each.get().close();
    }
    assertThat(models.loads).containsExactly("a100");
    threaded.close();
  }
}
