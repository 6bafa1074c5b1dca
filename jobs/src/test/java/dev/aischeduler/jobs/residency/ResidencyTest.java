package dev.aischeduler.jobs.residency;

import static dev.aischeduler.jobs.model.FolderType.IMAGE;
import static dev.aischeduler.jobs.model.FolderType.LLM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.jobs.model.Allotment;
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
final class ResidencyTest {
  private final FakeModels models = new FakeModels();
  private final Residency residency = models.residency(Runnable::run);
  private final ExecutorService jobs = Executors.newCachedThreadPool();

  @AfterEach
  void free() {
    jobs.shutdownNow();
    residency.close();
    assertThat(models.inMemory).isEmpty();
  }

  private ModelCopies<FakeModels.Fake> llm(String name) {
    return models.enrolled(residency, LLM, name, false);
  }

  private static <T extends LoadedModel> Lease<T> lease(Residency residency, ModelCopies<T> model)
      throws Exception {
    return residency.acquire(model.all());
  }

  private void use(ModelCopies<?> model) throws Exception {
    lease(residency, model).close();
  }

  private ResidentView view(ModelCopies<?> model) {
    return residency.residents().view(model.all());
  }

  @Test
  void a_model_is_loaded_and_prewarmed_once_however_many_jobs_ask_for_it() throws Exception {
    ModelCopies<FakeModels.Fake> model = llm("a100");
    Lease<FakeModels.Fake> one = lease(residency, model);
    Lease<FakeModels.Fake> other = lease(residency, llm("a100"));
    assertThat(one.model()).isSameAs(other.model());
    assertThat(models.loads).containsExactly("a100");
    assertThat(models.prewarmed).containsExactly("a100");
    assertThat(view(model).users()).isEqualTo(2);
    one.close();
    one.close();
    assertThat(view(model).users()).isEqualTo(1);
    other.close();
    assertThat(view(model).state()).isEqualTo(ResidentView.State.IDLE);
  }

  @Test
  void the_idle_model_used_least_recently_makes_room_and_no_more_go_than_must() throws Exception {
    use(llm("a150"));
    use(llm("b150"));
    use(llm("c100"));
    use(llm("a150"));
    use(llm("d150"));
    assertThat(models.inMemory).containsOnlyKeys("a150", "c100", "d150");
    assertThat(models.written.get("b150").evictions()).isEqualTo(1);
  }

  @Test
  void a_lane_takes_no_room_that_another_was_promised() throws Exception {
    use(models.enrolled(residency, IMAGE, "i150", false));
    use(llm("a200"));
    use(llm("b200"));
    use(llm("c200"));
    assertThat(models.inMemory).containsOnlyKeys("i150", "b200", "c200");
  }

  private long footprint(Residency of, String name) {
    return of.residents().view(models.enrolled(of, LLM, name, false).all()).footprintBytes();
  }

  @Test
  void what_a_load_took_is_known_to_the_next_process() throws Exception {
    models.extra = 90;
    use(llm("a100"));
    assertThat(models.written.get("a100"))
        .satisfies(stat -> assertThat(stat.footprintBytes()).isEqualTo(190))
        .satisfies(stat -> assertThat(stat.measured()).isTrue())
        .satisfies(stat -> assertThat(stat.weightsBytes()).isEqualTo(100));
    Residency next = models.residency(Runnable::run);
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
    public FakeModels.Fake load(ModelFolder folder, Allotment allotment) throws Exception {
      barrier.await();
      FakeModels.Fake fake;
      models.lock.lock();
      try {
        fake = models.load(folder, allotment);
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
    residency.close();
    Residency next = models.residency(jobs);
    ModelLoader<FakeModels.Fake> together = new Together(models, new CyclicBarrier(2));
    List<Future<Lease<FakeModels.Fake>>> leases = new java.util.ArrayList<>();
    for (String name : List.of("a100", "b100")) {
      var model = next.enroll(LLM, FakeModels.folder(name), together, false);
      leases.add(jobs.submit(() -> lease(next, model)));
    }
    for (Future<Lease<FakeModels.Fake>> each : leases) {
      each.get().close();
    }
    assertThat(models.written.get("a100").footprintBytes()).isEqualTo(190);
    assertThat(models.written.get("b100").footprintBytes()).isEqualTo(190);
    next.close();
  }

  @Test
  void what_a_load_took_while_another_model_was_in_use_is_an_estimate() throws Exception {
    Lease<FakeModels.Fake> busy = lease(residency, llm("a100"));
    models.extra = 90;
    use(llm("b100"));
    assertThat(models.written.get("b100").measured()).isFalse();
    assertThat(models.written.get("b100").footprintBytes()).isEqualTo(125);
    busy.close();
  }

  @Test
  void a_model_that_can_never_fit_is_refused_with_need_room_and_remedy() throws Exception {
    ModelCopies<FakeModels.Fake> pinned = models.enrolled(residency, LLM, "main300", true);
    use(pinned);
    assertThatThrownBy(() -> lease(residency, llm("b250")))
        .isInstanceOfSatisfying(NoRoomException.class, e -> assertThat(e.lasting()).isTrue())
        .hasMessageContaining("b250")
        .hasMessageContaining("MiB")
        .hasMessageContaining("resources.lane_memory_mb.llm");
    assertThat(models.inMemory).containsOnlyKeys("main300");
  }

  @Test
  void a_pinned_model_is_loaded_beyond_its_lanes_budget_but_not_beyond_the_device()
      throws Exception {
    use(models.enrolled(residency, LLM, "main600", true));
    assertThat(models.inMemory).containsOnlyKeys("main600");
    assertThatThrownBy(() -> lease(residency, models.enrolled(residency, IMAGE, "i500", true)))
        .isInstanceOfSatisfying(NoRoomException.class, e -> assertThat(e.lasting()).isFalse())
        .hasMessageContaining("the device has only");
  }

  @Test
  void memory_that_other_programs_hold_counts_and_idle_models_of_other_lanes_give_way()
      throws Exception {
    use(models.enrolled(residency, IMAGE, "i150", false));
    models.foreign = 600;
    use(llm("a240"));
    assertThat(models.inMemory).containsOnlyKeys("a240");
  }

  @Test
  void a_model_that_turns_out_too_big_is_freed_again_and_remembered() throws Exception {
    models.extra = 300;
    assertThatThrownBy(() -> lease(residency, llm("a300")))
        .isInstanceOf(NoRoomException.class)
        .hasMessageContaining("a300");
    assertThat(models.inMemory).isEmpty();
    assertThat(models.written.get("a300").footprintBytes()).isEqualTo(600);
    assertThatThrownBy(() -> lease(residency, llm("a300"))).isInstanceOf(NoRoomException.class);
    assertThat(models.loads).containsExactly("a300");
  }

  @Test
  void a_job_waits_for_room_until_the_jobs_that_hold_it_end() throws Exception {
    ModelCopies<FakeModels.Fake> a = llm("a300");
    Lease<FakeModels.Fake> held = lease(residency, a);
    ModelCopies<FakeModels.Fake> b = llm("b300");
    Future<Lease<FakeModels.Fake>> waiting = jobs.submit(() -> lease(residency, b));
    // A second job of the model in use comes later, and must not keep the first one out.
    await().until(() -> residency.residents().lock().tryLock() && unlocked(b));
    Future<Lease<FakeModels.Fake>> late = jobs.submit(() -> lease(residency, a));
    await().during(Duration.ofMillis(50)).until(() -> !waiting.isDone() && !late.isDone());
    held.close();
    Lease<FakeModels.Fake> next = waiting.get();
    assertThat(next.model().name()).isEqualTo("b300");
    assertThat(models.inMemory).containsOnlyKeys("b300");
    next.close();
    assertThat(late.get().model().name()).isEqualTo("a300");
    late.get().close();
  }

  private boolean unlocked(ModelCopies<?> waitedFor) {
    boolean waits = residency.residents().lock().hasWaiters(residency.residents().changed());
    residency.residents().lock().unlock();
    return waits && !waitedFor.present();
  }

  @Test
  void a_job_that_is_stopped_while_it_waits_leaves_no_trace() throws Exception {
    ModelCopies<FakeModels.Fake> a = llm("a300");
    Lease<FakeModels.Fake> held = lease(residency, a);
    Future<Lease<FakeModels.Fake>> waiting = jobs.submit(() -> lease(residency, llm("b300")));
    await().until(() -> residency.residents().lock().tryLock() && unlocked(llm("b300")));
    waiting.cancel(true);
    Future<Lease<FakeModels.Fake>> next = jobs.submit(() -> lease(residency, a));
    assertThat(next.get().model().name()).isEqualTo("a300");
    next.get().close();
    held.close();
  }

  @Test
  void a_failed_load_says_why_and_is_tried_again_by_the_next_job() throws Exception {
    models.broken.put("a100", new IOException("model.onnx is damaged"));
    assertThatThrownBy(() -> lease(residency, llm("a100")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("a100")
        .hasMessageContaining("model.onnx is damaged");
    assertThat(view(llm("a100")).state()).isEqualTo(ResidentView.State.FAILED);
    models.broken.clear();
    use(llm("a100"));
    assertThat(models.inMemory).containsKey("a100");
    assertThat(models.written.get("a100").failures()).isEqualTo(1);
  }

  @Test
  void a_load_that_finds_no_memory_frees_idle_models_and_is_tried_again() throws Exception {
    use(models.enrolled(residency, IMAGE, "i100", false));
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
    ModelCopies<FakeModels.Fake> a = llm("a100");
    Lease<FakeModels.Fake> held = lease(residency, a);
    assertThatThrownBy(() -> residency.unload(a.all()))
        .isInstanceOf(ModelInUseException.class)
        .hasMessageContaining("a100")
        .hasMessageContaining("1 jobs");
    held.close();
    residency.unload(a.all());
    residency.unload(a.all());
    assertThat(models.inMemory).isEmpty();
    assertThat(view(a).state()).isEqualTo(ResidentView.State.NOT_LOADED);
  }

  @Test
  void a_pin_outlives_the_process_also_against_the_configuration() {
    residency.pin(llm("a100"), true);
    residency.pin(models.enrolled(residency, LLM, "main100", true), false);
    Residency next = models.residency(Runnable::run);
    assertThat(models.enrolled(next, LLM, "a100", false).pinned()).isTrue();
    assertThat(models.enrolled(next, LLM, "main100", true).pinned()).isFalse();
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
  void upkeep_frees_idle_models_after_their_keep_alive_but_no_pinned_one() throws Exception {
    use(llm("a100"));
    use(models.enrolled(residency, LLM, "main100", true));
    new Upkeep(residency, Duration.ofHours(1)).run();
    assertThat(models.inMemory).containsOnlyKeys("a100", "main100");
    assertThat(models.written.get("a100").lastUsedAt()).isNotNull();
    await()
        .untilAsserted(
            () -> {
              new Upkeep(residency, Duration.ofMillis(1)).run();
              assertThat(models.inMemory).containsOnlyKeys("main100");
            });
  }

  @Test
  void upkeep_tries_again_what_had_no_room() {
    models.foreign = 950;
    ModelCopies<FakeModels.Fake> main = models.enrolled(residency, LLM, "main100", true);
    residency.start(main.all());
    assertThat(view(main).state()).isEqualTo(ResidentView.State.FAILED);
    assertThat(view(main).detail()).contains("end other programs");
    models.foreign = 0;
    new Upkeep(residency, Duration.ZERO).run();
    assertThat(view(main).state()).isEqualTo(ResidentView.State.IDLE);
  }

  @Test
  void who_runs_out_of_memory_may_free_the_idle_and_learns_whether_others_hold_it()
      throws Exception {
    ModelCopies<FakeModels.Fake> a = llm("a100");
    Lease<FakeModels.Fake> held = lease(residency, a);
    use(models.enrolled(residency, IMAGE, "i100", false));
    var relief = models.allotments.get("a100").relief();
    assertThat(relief.relieve()).isTrue();
    assertThat(relief.relieve()).isFalse();
    assertThat(models.inMemory).containsOnlyKeys("a100");
    assertThat(relief.heldByOthers()).isFalse();
    models.foreign = 800;
    assertThat(relief.heldByOthers()).isTrue();
    held.close();
  }

  @Test
  void loads_on_other_threads_are_waited_for_by_all_who_ask() throws Exception {
    Residency threaded = models.residency(jobs);
    ModelCopies<FakeModels.Fake> a = models.enrolled(threaded, LLM, "a100", false);
    List<Future<Lease<FakeModels.Fake>>> asked = new java.util.ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asked.add(jobs.submit(() -> lease(threaded, a)));
    }
    for (Future<Lease<FakeModels.Fake>> each : asked) {
      assertThat(each.get().model().name()).isEqualTo("a100");
      each.get().close();
    }
    assertThat(models.loads).containsExactly("a100");
    threaded.close();
  }
}
