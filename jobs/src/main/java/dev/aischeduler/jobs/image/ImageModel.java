package dev.aischeduler.jobs.image;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.image.denoising.DenoisingSteps;
import dev.aischeduler.jobs.image.denoising.DenoisingWork;
import dev.aischeduler.jobs.image.pipeline.LatentSize;
import dev.aischeduler.jobs.image.pipeline.Prompts;
import dev.aischeduler.jobs.image.pipeline.RunContext;
import dev.aischeduler.jobs.image.pipeline.Tensor;
import dev.aischeduler.jobs.image.pipeline.TextEncoder;
import dev.aischeduler.jobs.image.pipeline.Unet;
import dev.aischeduler.jobs.image.pipeline.VaeDecoder;
import dev.aischeduler.jobs.image.sampler.NoiseSchedule;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelProvider;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.RunInterrupt;
import dev.aischeduler.jobs.step.StepThread;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A latent diffusion model in memory (Rombach et al. 2022): the parts of a diffusers ONNX folder.
 * Thread-safe.
 */
public final class ImageModel implements LoadedModel {
  /** The noise schedule's file in a model's folder. */
  static final String SCHEDULER = "scheduler/scheduler_config.json";

  private final ModelFolder folder;
  private final Device device;
  private final TextEncoder text;
  private final Unet unet;
  private final VaeDecoder decoder;
  private final NoiseSchedule schedule;
  private final GenerationDefaults defaults;
  private final ModelProvider provider;
  private final StepThread<DenoisingWork> thread;

  private ImageModel(
      ModelFolder folder,
      Device device,
      TextEncoder text,
      Unet unet,
      VaeDecoder decoder,
      NoiseSchedule schedule,
      GenerationDefaults defaults,
      ModelProvider provider,
      int maxBatch) {
    this.folder = folder;
    this.device = device;
    this.text = text;
    this.unet = unet;
    this.decoder = decoder;
    this.schedule = schedule;
    this.defaults = defaults;
    this.provider = provider;
    this.thread =
        new StepThread<>(
            ImageTask.TYPE,
            folder.name(),
            new DenoisingSteps(unet, schedule, device, ImageTask.TYPE, maxBatch));
  }

  /**
   * Loads a folder.
   *
   * @param device runs it
   * @param maxBatch most pictures in one step; 0 for what usually pays on the device
   * @throws IOException when a part is missing or damaged; the message names the file
   */
  public static ImageModel load(
      ModelFolder folder, OnnxRuntime runtime, Device device, int maxBatch) throws IOException {
    Path path = folder.path();
    Path scheduler = path.resolve(SCHEDULER);
    if (!Files.isRegularFile(scheduler)) {
      throw new FileNotFoundException(scheduler + " is missing; install the model again");
    }
    NoiseSchedule schedule = NoiseSchedule.read(scheduler);
    GenerationDefaults defaults = GenerationDefaults.read(path);
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      TextEncoder text = TextEncoder.load(path, runtime);
      opened.push(text);
      Unet unet = Unet.load(path, runtime, device.kind());
      opened.push(unet);
      VaeDecoder decoder = VaeDecoder.load(path, runtime);
      return new ImageModel(
          folder, device, text, unet, decoder, schedule, defaults, runtime.provider(), maxBatch);
    } catch (IOException | RuntimeException e) {
      closeAll(opened, e);
      throw e;
    }
  }

  private static void closeAll(Deque<AutoCloseable> opened, Exception cause) {
    for (AutoCloseable part : opened) {
      try {
        part.close();
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** {@inheritDoc} It draws a picture of one step. */
  @Override
  public void prewarm() throws OrtException, InterruptedException {
    try (RunInterrupt interrupt = new RunInterrupt()) {
      RunContext context = new RunContext(device, ImageTask.TYPE, 0, interrupt.options());
      LatentSize size = unet.sizes().square();
      Tensor states = text.encode("", context).states();
      float[] latents = new float[unet.channels() * size.width() * size.height()];
      double last = schedule.trained() - 1.0;
      decoder.decode(
          unet.predict(latents, size, last, Prompts.of(states, states), 2, context), size, context);
    }
  }

  @Override
  public Map<String, Object> facts() {
    return provider.facts();
  }

  /**
   * Begins to denoise the pictures of a job, which takes the steps from their results.
   *
   * @throws IllegalStateException when the model is being closed
   */
  public void denoise(List<DenoisingWork> pictures) {
    thread.submit(pictures);
  }

  /** The folder that was loaded. */
  ModelFolder folder() {
    return folder;
  }

  /** What runs it. */
  Device device() {
    return device;
  }

  /** Its text encoder. */
  public TextEncoder text() {
    return text;
  }

  /** Its denoising network. */
  public Unet unet() {
    return unet;
  }

  /** Its picture decoder. */
  VaeDecoder decoder() {
    return decoder;
  }

  /** How it was trained to see noise. */
  public NoiseSchedule schedule() {
    return schedule;
  }

  /** What it works best with. */
  GenerationDefaults defaults() {
    return defaults;
  }

  /** Ends its thread and frees the weights; pictures under way fail. */
  @Override
  public void close() {
    thread.close();
    try (text;
        unet) {
      decoder.close();
    }
  }
}
