package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.device.WholeJobs;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelPool;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.jobs.task.TaskModules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The handlers of one node and what they share.
 *
 * @param all one for each task type
 * @param models of each task type; those of scripted handlers have none
 * @param tensors counts what their models hold while they run
 * @param close frees threads; call it when no job runs any more
 */
public record Handlers(
    List<TaskHandler<?>> all, List<ModelPool<?>> models, TensorCount tensors, Runnable close) {

  /** Handlers without models. */
  public Handlers(List<TaskHandler<?>> all, Runnable close) {
    this(all, List.of(), new TensorCount(), close);
  }

  /** Makes the handlers of a node. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes them.
     *
     * @param devices of this node, for the models to run on
     * @param cache keeps their models
     */
    Handlers make(Settings settings, ModelCatalogue catalogue, Devices devices, ModelCache cache);
  }

  /**
   * Makes the handlers of some task types, which start loading the models of the settings: those of
   * the lanes that this node serves.
   */
  public static Maker of(TaskModules modules) {
    return (settings, catalogue, devices, cache) ->
        open(modules, settings, catalogue, devices, cache);
  }

  private static Handlers open(
      TaskModules modules,
      Settings settings,
      ModelCatalogue catalogue,
      Devices devices,
      ModelCache cache) {
    OnnxRuntime runtime = new OnnxRuntime(settings.threadsOfDevice());
    TaskModule.Parts parts =
        new TaskModule.Parts(settings, catalogue, runtime, cache, HeapBudget.ofProcess());
    Semaphore free = new Semaphore(devices.all().size(), true);
    List<TaskHandler<?>> handlers = new ArrayList<>();
    List<ModelPool<?>> models = new ArrayList<>();
    List<Runnable> closing = new ArrayList<>();
    for (TaskModule module : modules.all()) {
      TaskModule.Served served = module.open(parts);
      boolean whole = module.spec().deviceWeight() > 0 && !settings.resources().deviceShare();
      handlers.add(whole ? new WholeJobs<>(served.handler(), free) : served.handler());
      closing.add(served.close());
      if (served.models() != null) {
        models.add(served.models());
      }
    }
    models.stream()
        .filter(pool -> settings.servedLanes().contains(pool.lane()))
        .forEach(ModelPool::start);
    return new Handlers(
        List.copyOf(handlers),
        List.copyOf(models),
        runtime.tensors(),
        () -> closing.forEach(Runnable::run));
  }
}
