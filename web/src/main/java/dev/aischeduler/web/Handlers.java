package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.device.WholeJobs;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.image.ImageHandler;
import dev.aischeduler.jobs.llm.LlmHandler;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.jobs.residency.ModelPool;
import dev.aischeduler.jobs.residency.Residency;
import dev.aischeduler.jobs.tts.TtsHandler;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
     * @param residency keeps their models
     */
    Handlers make(
        Settings settings, ModelCatalogue catalogue, Devices devices, Residency residency);
  }

  /** Starts loading the models of the settings, those of the lanes that this node serves. */
  public static Handlers load(
      Settings settings, ModelCatalogue catalogue, Devices devices, Residency residency) {
    OnnxRuntime runtime = new OnnxRuntime(settings.threadsOfDevice());
    ExecutorService speech =
        Executors.newFixedThreadPool(settings.threadsOfSpeech(), Threads.named("speech"));
    HeapBudget heap = HeapBudget.ofProcess();
    LlmHandler llm = new LlmHandler(settings, catalogue, runtime, residency);
    TtsHandler tts = new TtsHandler(settings, catalogue, runtime, speech, residency, heap);
    ImageHandler image = new ImageHandler(settings, catalogue, runtime, residency, heap);
    Semaphore free = new Semaphore(devices.all().size(), true);
    boolean shared = settings.resources().deviceShare();
    List<ModelPool<?>> models = List.of(llm.models(), tts.models(), image.models());
    models.stream()
        .filter(pool -> settings.node().labels().contains(pool.lane().resource()))
        .forEach(ModelPool::start);
    return new Handlers(
        List.of(
            shared ? llm : new WholeJobs<>(llm, free),
            tts,
            shared ? image : new WholeJobs<>(image, free)),
        models,
        runtime.tensors(),
        speech::shutdownNow);
  }
}
