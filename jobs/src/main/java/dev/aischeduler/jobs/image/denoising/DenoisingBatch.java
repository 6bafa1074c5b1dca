package dev.aischeduler.jobs.image.denoising;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.image.pipeline.Prompts;
import dev.aischeduler.jobs.image.pipeline.RunContext;
import dev.aischeduler.jobs.image.pipeline.Unet;
import dev.aischeduler.jobs.image.sampler.NoiseSchedule;
import dev.aischeduler.jobs.image.sampler.Sampler;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures that are denoised together, step by step, from their first step to their last. Each may
 * be cancelled between two steps. Confined to the model's thread, but for {@link
 * #stopIfAllCancelled}.
 */
final class DenoisingBatch implements AutoCloseable {
  private final BatchKey key;
  private final Sampler sampler;
  private final RunInterrupt interrupt = new RunInterrupt();
  private volatile List<DenoisingWork> pictures;
  private Prompts prompts;
  private float[] latents;
  private int step;

  private DenoisingBatch(Sampler sampler, List<DenoisingWork> pictures, float[] latents, int step)
      throws OrtException {
    this.key = pictures.get(0).key();
    this.sampler = sampler;
    this.pictures = pictures;
    this.prompts = together(pictures);
    this.latents = latents;
    this.step = step;
  }

  /** Before the first step; all keys are equal. */
  static DenoisingBatch begin(List<DenoisingWork> pictures, NoiseSchedule schedule)
      throws OrtException {
    BatchKey key = pictures.get(0).key();
    Sampler sampler = key.sampler().sampler(schedule, key.steps());
    float[] noise = rows(pictures.stream().map(DenoisingWork::noise).toList());
    return new DenoisingBatch(sampler, List.copyOf(pictures), sampler.start(noise), 0);
  }

  private static Prompts together(List<DenoisingWork> pictures) {
    return Prompts.together(pictures.stream().map(DenoisingWork::prompts).toList());
  }

  /** The pictures, in the order of their rows. */
  List<DenoisingWork> pictures() {
    return pictures;
  }

  /** The highest priority of a picture, 0..9. */
  int priority() {
    return pictures.stream().mapToInt(DenoisingWork::priority).max().orElse(0);
  }

  /** Whether all steps were taken. */
  boolean isFinished() {
    return step == sampler.steps();
  }

  /** Whether all jobs have cancelled. */
  boolean allCancelled() {
    return pictures.stream().allMatch(DenoisingWork::isCancelled);
  }

  /**
   * Interrupts a step whose pictures are all cancelled; may be called on any thread, at any time.
   */
  void stopIfAllCancelled() {
    if (allCancelled()) {
      interrupt.stop();
    }
  }

  /** Removes the pictures that were cancelled. */
  void dropCancelled() {
    int[] staying =
        IntStream.range(0, pictures.size())
            .filter(row -> !pictures.get(row).isCancelled())
            .toArray();
    if (staying.length < pictures.size()) {
      latents = rows(Arrays.stream(staying).mapToObj(row -> row(latents, row)).toList());
      pictures = Arrays.stream(staying).mapToObj(pictures::get).toList();
      if (!pictures.isEmpty()) {
        prompts = together(pictures);
      }
    }
  }

  /** Two batches that continue where this one stands, which must have two pictures at least. */
  List<DenoisingBatch> halves() throws OrtException {
    int middle = (pictures.size() + 1) / 2;
    return List.of(part(0, middle), part(middle, pictures.size()));
  }

  private DenoisingBatch part(int from, int to) throws OrtException {
    int unit = latents.length / pictures.size();
    float[] own = Arrays.copyOfRange(latents, from * unit, to * unit);
    return new DenoisingBatch(sampler, pictures.subList(from, to), own, step);
  }

  /**
   * Runs one step and adds its results. When it fails, all is as before.
   *
   * @throws OrtException when the model cannot be run, or was stopped
   * @throws InterruptedException when interrupted while waiting for the device
   */
  void step(Unet unet, Device device, TaskType lane) throws OrtException, InterruptedException {
    long start = System.nanoTime();
    float[] output =
        unet.predict(
            sampler.input(latents, step),
            key.size(),
            sampler.timestep(step),
            prompts,
            key.guidance(),
            new RunContext(device, lane, priority(), interrupt.options()));
    Sampler.Step next = sampler.step(output, latents, step);
    long nanos = System.nanoTime() - start;
    latents = next.latents();
    step++;
    for (int row = 0; row < pictures.size(); row++) {
      DenoisingWork picture = pictures.get(row);
      picture
          .results()
          .done(
              new StepResults.StepResult(
                  picture.image(),
                  step,
                  row(latents, row),
                  row(next.clean(), row),
                  isFinished(),
                  start,
                  nanos));
    }
  }

  private float[] row(float[] all, int row) {
    int unit = all.length / pictures.size();
    return Arrays.copyOfRange(all, row * unit, (row + 1) * unit);
  }

  private static float[] rows(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  @Override
  public void close() {
    interrupt.close();
  }
}
