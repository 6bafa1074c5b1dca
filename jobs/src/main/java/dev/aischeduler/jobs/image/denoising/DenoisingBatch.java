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
 * leave between two steps. Confined to the model's thread, but for {@link #stopIfDeserted}.
 */
final class DenoisingBatch implements AutoCloseable {
  private final BatchKey key;
  private final Sampler sampler;
  private final RunInterrupt interrupt = new RunInterrupt();
  private volatile List<DenoisingWork> sketches;
  private Prompts prompts;
  private float[] latents;
  private int step;

  private DenoisingBatch(Sampler sampler, List<DenoisingWork> sketches, float[] latents, int step)
      throws OrtException {
    this.key = sketches.get(0).key();
    this.sampler = sampler;
    this.sketches = sketches;
    this.prompts = together(sketches);
    this.latents = latents;
    this.step = step;
  }

  /** Before the first step; all keys are equal. */
  static DenoisingBatch begin(List<DenoisingWork> sketches, NoiseSchedule schedule)
      throws OrtException {
    BatchKey key = sketches.get(0).key();
    Sampler sampler = key.sampler().sampler(schedule, key.steps());
    float[] noise = rows(sketches.stream().map(DenoisingWork::noise).toList());
    return new DenoisingBatch(sampler, List.copyOf(sketches), sampler.start(noise), 0);
  }

  private static Prompts together(List<DenoisingWork> sketches) {
    return Prompts.together(sketches.stream().map(DenoisingWork::prompts).toList());
  }

  /** The pictures, in the order of their rows. */
  List<DenoisingWork> sketches() {
    return sketches;
  }

  /** Of the most urgent picture, 0..9. */
  int priority() {
    return sketches.stream().mapToInt(DenoisingWork::priority).max().orElse(0);
  }

  /** Whether all steps were taken. */
  boolean isFinished() {
    return step == sampler.steps();
  }

  /** Whether all jobs have left. */
  boolean isDeserted() {
    return sketches.stream().allMatch(DenoisingWork::hasLeft);
  }

  /** Ends a step that nobody waits for; may be called on any thread, at any time. */
  void stopIfDeserted() {
    if (isDeserted()) {
      interrupt.stop();
    }
  }

  /** Removes the pictures whose jobs have left. */
  void dropLeft() {
    int[] staying =
        IntStream.range(0, sketches.size()).filter(row -> !sketches.get(row).hasLeft()).toArray();
    if (staying.length < sketches.size()) {
      latents = rows(Arrays.stream(staying).mapToObj(row -> row(latents, row)).toList());
      sketches = Arrays.stream(staying).mapToObj(sketches::get).toList();
      if (!sketches.isEmpty()) {
        prompts = together(sketches);
      }
    }
  }

  /** Two batches that go on where this one stands, which must have two pictures at least. */
  List<DenoisingBatch> halves() throws OrtException {
    int middle = (sketches.size() + 1) / 2;
    return List.of(part(0, middle), part(middle, sketches.size()));
  }

  private DenoisingBatch part(int from, int to) throws OrtException {
    int unit = latents.length / sketches.size();
    float[] own = Arrays.copyOfRange(latents, from * unit, to * unit);
    return new DenoisingBatch(sampler, sketches.subList(from, to), own, step);
  }

  /**
   * Takes one step and tells the jobs. When it fails, all is as before.
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
    for (int row = 0; row < sketches.size(); row++) {
      DenoisingWork sketch = sketches.get(row);
      sketch
          .easel()
          .done(
              new StepResults.Stroke(
                  sketch.image(),
                  step,
                  row(latents, row),
                  row(next.clean(), row),
                  isFinished(),
                  nanos));
    }
  }

  private float[] row(float[] all, int row) {
    int unit = all.length / sketches.size();
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
