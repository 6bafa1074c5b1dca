package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.model.ModelStat;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceMemory;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.device.ProcessMemory;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.model.cache.admission.FootprintStats;
import dev.aischeduler.jobs.model.cache.admission.LaneBudgets;
import dev.aischeduler.jobs.model.cache.admission.ModelDevice;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.jobs.tts.TtsTask;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Model caches for tests; loads run on the caller's thread unless an executor is given. */
public final class ModelCaches {
  public static final Device CPU =
      Devices.unshared(List.of(DeviceSpec.cpu()), ShippedTasks.types().all()).all().get(0);

  public static final TaskType LLM = LlmTask.TYPE;
  public static final TaskType TTS = TtsTask.TYPE;
  public static final TaskType IMAGE = ImageTask.TYPE;

  private ModelCaches() {}

  /** On a device without limits, with the real memory of this process. */
  public static ModelCache roomy(boolean prewarm) {
    return roomy(CPU, prewarm);
  }

  /** On this device, without limits. */
  public static ModelCache roomy(Device device, boolean prewarm) {
    LaneBudgets budgets =
        new LaneBudgets(settings(0, 0, 0), Long.MAX_VALUE >> 20, all(), lane -> 1);
    return on(device, new ProcessMemory(), budgets, List.of(), stat -> {}, Runnable::run, prewarm);
  }

  static ModelCache on(
      Device device,
      DeviceMemory memory,
      LaneBudgets budgets,
      List<ModelStat> known,
      Consumer<ModelStat> writer,
      Executor executor,
      boolean prewarm) {
    return on(
        List.of(new ModelDevice(device, memory, budgets, new FootprintStats("cpu", known, writer))),
        executor,
        prewarm);
  }

  static ModelCache on(List<ModelDevice> devices, Executor executor, boolean prewarm) {
    return new ModelCache(devices, executor, Clock.systemUTC(), prewarm);
  }

  /** Fixed budgets in MiB; 0 for the lane's share. */
  public static Settings.Resources settings(int llm, int tts, int image) {
    return new Settings.Resources(
        new Settings.GpuAllocation(Map.of(LlmTask.TYPE, 70, ImageTask.TYPE, 30)),
        10,
        true,
        0,
        0,
        "cpu",
        "",
        0,
        new Settings.LaneMemoryMb(
            Map.of(LlmTask.TYPE, llm, TtsTask.TYPE, tts, ImageTask.TYPE, image)));
  }

  static List<TaskType> all() {
    return ShippedTasks.types().all();
  }
}
