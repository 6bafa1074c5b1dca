package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.model.ModelStat;
import dev.aischeduler.engine.device.DeviceMemory;
import dev.aischeduler.engine.device.MemoryUse;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.cache.admission.LaneBudgets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A device of a thousand bytes, and models that only take bytes of it: weights as many as the
 * number in their name says, and as much as {@link #extra} more when they are loaded.
 */
final class FakeModels implements ModelLoader<FakeModels.Fake>, DeviceMemory {
  static final long DEVICE = 1000;

  final List<String> loads = new ArrayList<>();
  final Map<String, Long> inMemory = new LinkedHashMap<>();
  final Map<String, ModelStat> written = new ConcurrentHashMap<>();
  final Map<String, Exception> broken = new HashMap<>();
  final Set<String> prewarmed = ConcurrentHashMap.newKeySet();
  final Map<String, DeviceAllocation> allotments = new HashMap<>();
  final ReentrantLock lock = new ReentrantLock();
  long extra;
  long foreign;

  /** A model that only records that it is there. */
  record Fake(String name, FakeModels models) implements LoadedModel {
    @Override
    public void prewarm() {
      models.prewarmed.add(name);
    }

    @Override
    public void close() {
      if (models.inMemory.remove(name) == null) {
        throw new AssertionError(name + " is freed twice");
      }
    }
  }

  /** Budgets by weight: llm 560, image 240, tts 200 of the thousand bytes. */
  LaneBudgets budgets() {
    return new LaneBudgets(
        ModelCaches.settings(0, 0, 0),
        DEVICE,
        ModelCaches.all(),
        lane -> lane.equals(LlmTask.TYPE) ? 70 : 30);
  }

  ModelCache cache(Executor executor) {
    return ModelCaches.on(
        ModelCaches.CPU,
        this,
        budgets(),
        List.copyOf(written.values()),
        stat -> written.put(stat.model(), stat),
        executor,
        true);
  }

  CachedModel<Fake> registered(ModelCache cache, TaskType lane, String name, boolean configured) {
    return cache.register(lane, folder(name), this, configured);
  }

  static ModelFolder folder(String name) {
    return new ModelFolder(name, name, Path.of("models", name), false);
  }

  @Override
  public long weightsBytes(ModelFolder folder) throws IOException {
    return Long.parseLong(folder.name().replaceAll("\\D", ""));
  }

  @Override
  public Fake load(ModelFolder folder, DeviceAllocation allocation) throws Exception {
    Exception problem = broken.get(folder.name());
    if (problem != null) {
      throw problem;
    }
    loads.add(folder.name());
    allotments.put(folder.name(), allocation);
    if (inMemory.put(folder.name(), weightsBytes(folder) + extra) != null) {
      throw new AssertionError(folder.name() + " is loaded twice");
    }
    return new Fake(folder.name(), this);
  }

  @Override
  public MemoryUse use() {
    long own = inMemory.values().stream().mapToLong(Long::longValue).sum();
    return new MemoryUse(DEVICE, Math.min(DEVICE, own + foreign), own);
  }
}
