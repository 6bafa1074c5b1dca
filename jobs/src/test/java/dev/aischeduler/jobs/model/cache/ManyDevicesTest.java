package dev.aischeduler.jobs.model.cache;

import static dev.aischeduler.jobs.model.cache.ModelCaches.IMAGE;
import static dev.aischeduler.jobs.model.cache.ModelCaches.LLM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.cache.admission.FootprintStats;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two GPUs; lane llm may hold 560 bytes of each, lane image 240; a name tells the weights. */
final class ManyDevicesTest implements ModelLoader<FakeModels.Fake> {
  private final Map<String, FakeModels> gpus = new LinkedHashMap<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<ModelUse<?>> leases = new ArrayList<>();
  private Executor loads = Runnable::run;
  private final ModelCache cache = cache();

  private ModelCache cache() {
    List<ModelDevice> devices = new ArrayList<>();
    for (Device gpu :
        Devices.unshared(List.of(DeviceSpec.gpu(0), DeviceSpec.gpu(1)), ShippedTasks.types().all())
            .all()) {
      FakeModels memory = gpus.computeIfAbsent(gpu.name(), name -> new FakeModels());
      FootprintStats stats =
          new FootprintStats(
              gpu.name(), memory.written.values(), stat -> memory.written.put(stat.model(), stat));
      devices.add(new ModelDevice(gpu, memory, memory.budgets(), stats));
    }
    return ModelCaches.on(devices, load -> loads.execute(load), false);
  }

  @Override
  public long weightsBytes(ModelFolder folder) throws IOException {
    return gpu(0).weightsBytes(folder);
  }

  @Override
  public FakeModels.Fake load(ModelFolder folder, DeviceAllocation allocation) throws Exception {
    FakeModels gpu = gpus.get(allocation.device().name());
    return gpu.load(folder, allocation);
  }

  private FakeModels gpu(int number) {
    return gpus.get("gpu" + number);
  }

  private CachedModel<FakeModels.Fake> model(TaskType lane, String name, boolean configured) {
    return cache.register(lane, FakeModels.folder(name), this, configured);
  }

  private CachedModel<FakeModels.Fake> llm(String name) {
    return model(LLM, name, false);
  }

  /** A job begins; the name of its device. */
  private String job(CachedModel<FakeModels.Fake> model) throws Exception {
    ModelUse<FakeModels.Fake> use = cache.acquire(model.all());
    leases.add(use);
    return use.copy().device().name();
  }

  private void end(int job) {
    leases.get(job).close();
  }

  @AfterEach
  void free() {
    leases.forEach(ModelUse::close);
    cache.close();
    assertThat(gpus.values()).allMatch(gpu -> gpu.inMemory.isEmpty());
  }

  @Test
  void models_start_on_the_device_with_the_fewest_others() {
    cache.start(model(LLM, "chat300", true).all());
    cache.start(model(IMAGE, "painter100", true).all());
    assertThat(gpu(0).inMemory).containsOnlyKeys("chat300");
    assertThat(gpu(1).inMemory).containsOnlyKeys("painter100");
  }

  @Test
  void jobs_one_after_the_other_stay_where_their_model_is() throws Exception {
    CachedModel<FakeModels.Fake> chat = llm("chat300");
    for (int job = 0; job < 3; job++) {
      assertThat(job(chat)).isEqualTo("gpu0");
      end(job);
    }
    assertThat(gpu(1).inMemory).isEmpty();
  }

  @Test
  void jobs_at_a_time_spread_over_the_devices_and_wait_for_no_load_of_another_copy()
      throws Exception {
    CachedModel<FakeModels.Fake> chat = llm("chat300");
    assertThat(job(chat)).isEqualTo("gpu0");
    loads = later::add;
    assertThat(job(chat)).isEqualTo("gpu0");
    assertThat(job(chat)).as("the copy is on its way").isEqualTo("gpu0");
    assertThat(later).hasSize(1);
    later.remove().run();
    assertThat(List.of(job(chat), job(chat), job(chat))).containsExactly("gpu1", "gpu1", "gpu1");
    assertThat(List.of(job(chat), job(chat))).containsExactlyInAnyOrder("gpu0", "gpu1");
    assertThat(cache.models().view(chat.all()).devices()).containsExactly("gpu0", "gpu1");
    assertThat(cache.models().view(chat.all()).users()).isEqualTo(8);
  }

  @Test
  void a_job_goes_where_its_lane_gets_the_larger_part_of_the_device() throws Exception {
    CachedModel<FakeModels.Fake> chat = llm("chat300");
    CachedModel<FakeModels.Fake> painter = model(IMAGE, "painter100", false);
    cache.start(chat.all().subList(1, 2));
    cache.start(painter.all().subList(0, 1));
    cache.start(painter.all().subList(1, 2));
    assertThat(job(chat)).isEqualTo("gpu1");
    // beside the chat a picture would get 30 %, on the other GPU all
    assertThat(job(painter)).isEqualTo("gpu0");
    // half of a GPU beside a picture is more than 30 % beside a chat
    assertThat(job(painter)).isEqualTo("gpu0");
    // a third of it is too, by a little
    assertThat(job(painter)).isEqualTo("gpu0");
    assertThat(job(painter)).isEqualTo("gpu1");
  }

  @Test
  void another_copy_evicts_no_model() throws Exception {
    gpu(1).foreign = 500;
    cache.start(model(IMAGE, "painter100", false).all().subList(1, 2));
    CachedModel<FakeModels.Fake> chat = llm("chat400");
    assertThat(List.of(job(chat), job(chat))).containsOnly("gpu0");
    assertThat(gpu(1).inMemory).containsOnlyKeys("painter100");
  }

  @Test
  void a_copy_that_cannot_be_loaded_leaves_jobs_where_they_run_and_is_not_tried_for_each()
      throws Exception {
    CachedModel<FakeModels.Fake> chat = llm("chat300");
    gpu(1).broken.put("chat300", new IOException("CUDA is gone"));
    assertThat(List.of(job(chat), job(chat), job(chat))).containsOnly("gpu0");
    assertThat(gpu(1).written.get("chat300").failures()).isEqualTo(1);
    assertThat(cache.models().view(chat.all()).state()).isEqualTo(ModelStatus.State.IN_USE);
  }

  @Test
  void a_model_is_loaded_where_there_is_room() throws Exception {
    gpu(0).foreign = 900;
    assertThat(job(llm("chat300"))).isEqualTo("gpu1");
    assertThat(job(llm("other100"))).isEqualTo("gpu1");
    assertThatThrownBy(() -> job(llm("chat700")))
        .isInstanceOfSatisfying(NoRoomException.class, e -> assertThat(e.permanent()).isTrue());
  }

  @Test
  void a_pin_keeps_one_copy_and_further_ones_are_evicted_when_idle() throws Exception {
    CachedModel<FakeModels.Fake> chat = model(LLM, "chat300", true);
    cache.start(chat.all());
    job(chat);
    job(chat);
    assertThat(gpu(1).inMemory).containsOnlyKeys("chat300");
    end(0);
    end(1);
    new IdleEvictor(cache, Duration.ofNanos(1)).run();
    assertThat(gpu(0).inMemory.size() + gpu(1).inMemory.size()).isEqualTo(1);
    assertThat(cache.models().view(chat.all()).state()).isEqualTo(ModelStatus.State.IDLE);
  }

  @Test
  void a_pin_is_known_to_the_next_process_on_every_device() {
    cache.pin(llm("chat300"), true);
    gpu(0).written.clear();
    assertThat(cache().register(LLM, FakeModels.folder("chat300"), this, false).pinned()).isTrue();
  }

  @Test
  void operators_load_and_free_single_copies() throws Exception {
    ManagedModel<FakeModels.Fake> chat = ManagedModel.of(cache, llm("chat300"));
    assertThat(chat.devices()).containsExactly("gpu0", "gpu1");
    chat.on("gpu1").load().get(9, TimeUnit.SECONDS);
    chat.load().get(9, TimeUnit.SECONDS);
    assertThat(chat.view().devices()).containsExactly("gpu1");
    chat.on("gpu0").prewarm().get(9, TimeUnit.SECONDS);
    assertThat(gpu(0).prewarmed).containsExactly("chat300");
    assertThat(chat.view().footprintBytes()).isEqualTo(2 * chat.on("gpu0").view().footprintBytes());
    assertThat(chat.on("gpu1").unload().state()).isEqualTo(ModelStatus.State.NOT_LOADED);
    assertThat(chat.view().devices()).containsExactly("gpu0");
    assertThat(chat.unload().devices()).isEmpty();
  }

  @Test
  void a_job_on_one_copy_keeps_all_from_being_freed_at_once() throws Exception {
    CachedModel<FakeModels.Fake> chat = llm("chat300");
    job(chat);
    job(chat);
    end(1);
    ManagedModel<FakeModels.Fake> managed = ManagedModel.of(cache, chat);
    assertThatThrownBy(managed::unload).isInstanceOf(ModelInUseException.class);
    assertThat(managed.view().devices()).containsExactly("gpu0", "gpu1");
  }
}
