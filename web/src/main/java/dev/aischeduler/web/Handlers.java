package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.device.WholeJobs;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.jobs.image.ImageHandler;
import dev.aischeduler.jobs.llm.LlmHandler;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.jobs.tts.TtsHandler;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The handlers of one node and what they share. Models load in the background, each on its own
 * thread, so that one that is broken or slow keeps no other from serving.
 *
 * @param all one for each task type
 * @param tensors counts what their models hold while they run
 * @param close frees models and threads; call it when no job runs any more
 */
public record Handlers(List<TaskHandler<?>> all, TensorCount tensors, Runnable close) {

  /** Makes the handlers of a node. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes them.
     *
     * @param devices of this node, for the models to run on
     */
    Handlers make(Settings settings, ModelCatalogue catalogue, Devices devices);
  }

  /** Starts loading the models of the settings. */
  public static Handlers load(Settings settings, ModelCatalogue catalogue, Devices devices) {
    OnnxRuntime runtime = new OnnxRuntime(settings.threadsOfDevice());
    ExecutorService loader = Executors.newCachedThreadPool(named("model-loader"));
    ExecutorService speech =
        Executors.newFixedThreadPool(settings.threadsOfSpeech(), named("speech"));
    LlmHandler llm = new LlmHandler(settings, catalogue, runtime, devices, loader);
    TtsHandler tts = new TtsHandler(settings, catalogue, runtime, speech, loader);
    ImageHandler image = new ImageHandler(settings, catalogue, runtime, devices, loader);
    Semaphore free = new Semaphore(devices.all().size(), true);
    boolean shared = settings.resources().deviceShare();
    return new Handlers(
        List.of(
            shared ? llm : new WholeJobs<>(llm, free),
            tts,
            shared ? image : new WholeJobs<>(image, free)),
        runtime.tensors(),
        () -> {
          loader.shutdownNow();
          speech.shutdownNow();
          llm.close();
          tts.close();
          image.close();
        });
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
