package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.model.ModelStat;
import dev.aischeduler.db.model.ModelStatStore;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceMemory;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.DeviceUse;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.jobs.model.cache.IdleEvictor;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.admission.FootprintStats;
import dev.aischeduler.jobs.model.cache.admission.LaneBudgets;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of a node's devices, put together with the models in it, their eviction and what is
 * written down of them. Models load in the background, each on its own thread, so that one that is
 * broken keeps no other from serving. Thread-safe.
 */
public final class NodeMemory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeMemory.class);
  private static final long UPKEEP_S = 5;

  private final ModelStatStore store;
  private final ExecutorService loader =
      Executors.newCachedThreadPool(Threads.named("model-loader"));

  /** Only this thread talks to the database: those of jobs are interrupted, which harms H2. */
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(Threads.named("model-memory"));

  private final ModelCache cache;

  private NodeMemory(
      ModelStatStore store,
      Settings settings,
      Function<NodeMemory, List<ModelDevice>> places,
      Clock clock) {
    this.store = store;
    this.cache = new ModelCache(places.apply(this), loader, clock, settings.models().prewarm());
    background.scheduleWithFixedDelay(
        new IdleEvictor(cache, Duration.ofSeconds(settings.models().keepAliveS())),
        UPKEEP_S,
        UPKEEP_S,
        TimeUnit.SECONDS);
  }

  /**
   * Opens it; nothing is loaded yet.
   *
   * @param memories the memory of each device
   */
  public static NodeMemory open(
      Settings settings,
      Database database,
      Devices devices,
      Function<Device, DeviceMemory> memories,
      Clock clock) {
    ModelStatStore store = new ModelStatStore(database, settings.node().name(), clock);
    List<ModelStat> known = store.all();
    return new NodeMemory(
        store,
        settings,
        node -> {
          List<ModelDevice> all = new ArrayList<>();
          for (Device device : withCpu(devices)) {
            DeviceMemory memory = memories.apply(device);
            all.add(
                new ModelDevice(
                    device,
                    memory,
                    new LaneBudgets(
                        settings.resources(),
                        forModels(device, memory),
                        lanes(settings, device, devices),
                        lane -> weight(device, lane, devices)),
                    new FootprintStats(device.name(), known, node::write)));
          }
          return all;
        },
        clock);
  }

  /** Models of lanes without a share of the devices live in the CPU's memory, GPUs or not. */
  private static List<Device> withCpu(Devices devices) {
    List<Device> all = new ArrayList<>(devices.all());
    if (all.stream().noneMatch(device -> device.kind() == Device.Kind.CPU)) {
      all.addAll(Devices.unshared(List.of(DeviceSpec.cpu()), List.of()).all());
    }
    return all;
  }

  /** The Java heap is not for models. */
  private static long forModels(Device device, DeviceMemory memory) {
    long total = memory.use().total();
    return device.kind() == Device.Kind.CPU
        ? Math.max(0, total - Runtime.getRuntime().maxMemory())
        : total;
  }

  /** Lanes without an engine have no models, and so need no memory for them. */
  private static List<TaskType> lanes(Settings settings, Device device, Devices devices) {
    List<TaskType> sharing = settings.resources().gpuAllocation().types();
    return settings.engines().byType().keySet().stream()
        .filter(
            lane ->
                sharing.contains(lane)
                    ? devices.all().contains(device)
                    : device.kind() == Device.Kind.CPU)
        .toList();
  }

  /** Of a lane now: weights change while the node runs. */
  private static int weight(Device device, TaskType lane, Devices devices) {
    return devices.use().stream()
        .filter(use -> use.name().equals(device.name()))
        .flatMap(use -> use.lanes().stream())
        .filter(part -> part.lane().equals(lane))
        .mapToInt(DeviceUse.Lane::weight)
        .findFirst()
        .orElse(1);
  }

  private void write(ModelStat stat) {
    if (!background.isShutdown()) {
      background.execute(() -> save(stat));
    }
  }

  /** What is not written now is written with the next change; nothing depends on it. */
  private void save(ModelStat stat) {
    try {
      store.save(stat);
    } catch (RuntimeException e) {
      LOG.warn("what is known of model {} was not written down: {}", stat.model(), e.toString());
    }
  }

  /** The models in it. */
  public ModelCache cache() {
    return cache;
  }

  /** Frees all models; no job may be running. */
  @Override
  public void close() {
    loader.shutdownNow();
    cache.close();
    background.shutdown();
    try {
      if (!background.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("the last notes on models were not written down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
