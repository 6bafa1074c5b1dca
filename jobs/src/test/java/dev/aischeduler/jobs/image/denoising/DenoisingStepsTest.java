package dev.aischeduler.jobs.image.denoising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.image.ImageModel;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.image.Miniature;
import dev.aischeduler.jobs.image.pipeline.LatentSize;
import dev.aischeduler.jobs.image.pipeline.Prompts;
import dev.aischeduler.jobs.image.pipeline.RunContext;
import dev.aischeduler.jobs.image.pipeline.Tensor;
import dev.aischeduler.jobs.image.pipeline.Unet;
import dev.aischeduler.jobs.image.sampler.GaussianNoise;
import dev.aischeduler.jobs.image.sampler.SamplerKind;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.RunInterrupt;
import dev.aischeduler.jobs.step.HeldDevice;
import dev.aischeduler.jobs.step.StepThread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures that share their steps, and what they do not share. */
final class DenoisingStepsTest {
  private static final LatentSize SIZE = new LatentSize(16, 8);
  private static final BatchKey GUIDED = new BatchKey(SIZE, SamplerKind.DDIM, 4, 3);
  private static final BatchKey FREE = new BatchKey(SIZE, SamplerKind.EULER, 3, 1);
  private static final String[] PROMPTS = {"a red apple", "一只可爱的小猫", "blue car", "green tree"};

  private static OnnxRuntime runtime;
  private static ImageModel model;

  @BeforeAll
  static void load() throws Exception {
    runtime = new OnnxRuntime(2);
    model = ImageModel.load(Miniature.FOLDER, runtime, Miniatures.DEVICE, 1);
  }

  @AfterAll
  static void free() {
    model.close();
    assertThat(runtime.tensors().open()).isZero();
  }

  @Test
  void pictures_are_bit_for_bit_the_same_in_a_batch_as_alone() throws Exception {
    // As on a GPU, where both halves of a guided step are one run.
    try (Unet pairing = Unet.load(Miniature.PATH, runtime, Device.Kind.GPU)) {
      for (BatchKey key : List.of(GUIDED, FREE)) {
        List<float[]> alone = new ArrayList<>();
        for (int i = 0; i < PROMPTS.length; i++) {
          alone.add(drawn(model, key, i));
        }
        for (int most = 2; most <= 4; most++) {
          assertDrawnTogether(model.unet(), slices(key), key, most, alone);
          assertDrawnTogether(pairing, key.steps(), key, most, alone);
        }
      }
    }
  }

  private static void assertDrawnTogether(
      Unet unet, int slicesEach, BatchKey key, int most, List<float[]> alone) throws Exception {
    HeldDevice device = new HeldDevice();
    try (StepThread<DenoisingWork> thread = thread(unet, device, most)) {
      List<StepResults> easels = new ArrayList<>();
      for (int i = 0; i < PROMPTS.length; i++) {
        // The first holds the device for a moment, so that the others wait together.
        easels.add(submit(thread, key, 5, i));
        device.awaitFirst();
      }
      device.release();
      for (int i = 0; i < PROMPTS.length; i++) {
        assertThat(finished(easels.get(i))).containsExactly(alone.get(i));
      }
    }
    int batches = 1 + (int) Math.ceil((PROMPTS.length - 1) / (double) most);
    assertThat(device.priorities()).hasSize(batches * slicesEach);
  }

  @Test
  void pictures_of_one_job_are_denoised_together_and_reported_step_by_step() throws Exception {
    HeldDevice device = new HeldDevice();
    StepResults results = new StepResults(5);
    try (StepThread<DenoisingWork> thread = thread(device)) {
      thread.submit(List.of(picture(results, 0, GUIDED, 0), picture(results, 1, GUIDED, 1)));
      device.release();
      for (int step = 1; step <= GUIDED.steps(); step++) {
        for (int image = 0; image < 2; image++) {
          StepResults.StepResult result = results.take();
          assertThat(result.image()).isEqualTo(image);
          assertThat(result.step()).isEqualTo(step);
          assertThat(result.last()).isEqualTo(step == GUIDED.steps());
          if (result.last()) {
            assertThat(result.latents()).containsExactly(drawn(model, GUIDED, image));
          }
        }
      }
    }
    assertThat(device.priorities()).hasSize(slices(GUIDED));
  }

  @Test
  void pictures_that_differ_in_size_steps_sampler_or_guidance_do_not_share_steps()
      throws Exception {
    List<BatchKey> keys =
        List.of(
            GUIDED,
            new BatchKey(new LatentSize(8, 8), SamplerKind.DDIM, 4, 3),
            new BatchKey(SIZE, SamplerKind.DDIM, 2, 3),
            new BatchKey(SIZE, SamplerKind.EULER, 4, 3),
            new BatchKey(SIZE, SamplerKind.DDIM, 4, 2));
    HeldDevice device = new HeldDevice();
    try (StepThread<DenoisingWork> thread = thread(device)) {
      List<StepResults> easels = new ArrayList<>();
      for (BatchKey key : keys) {
        easels.add(submit(thread, key, 5, 0));
      }
      device.release();
      for (StepResults results : easels) {
        finished(results);
      }
    }
    assertThat(device.priorities())
        .hasSize(keys.stream().mapToInt(DenoisingStepsTest::slices).sum());
  }

  @Test
  void a_cancelled_job_does_not_change_others_in_its_batch() throws Exception {
    HeldDevice device = new HeldDevice();
    StepResults first = new StepResults(5);
    try (StepThread<DenoisingWork> thread = thread(device)) {
      thread.submit(List.of(picture(first, 0, FREE, 0)));
      device.awaitFirst();
      StepResults staying = submit(thread, GUIDED, 5, 1);
      StepResults leaving = submit(thread, GUIDED, 5, 2);
      StepResults other = submit(thread, GUIDED, 5, 3);
      device.release();
      leaving.take();
      leaving.cancel();
      assertThat(finished(staying)).containsExactly(drawn(model, GUIDED, 1));
      assertThat(finished(other)).containsExactly(drawn(model, GUIDED, 3));
    }
  }

  @Test
  void a_picture_that_cannot_be_drawn_fails_alone() throws Exception {
    HeldDevice device = new HeldDevice();
    try (StepThread<DenoisingWork> thread = thread(device)) {
      StepResults before = submit(thread, FREE, 5, 0);
      device.awaitFirst();
      List<StepResults> good = new ArrayList<>();
      good.add(submit(thread, GUIDED, 5, 0));
      StepResults bad = new StepResults(5);
      // Too few features for the network: no batch with it can be run.
      Tensor damaged = new Tensor(new float[32 * 8], 1, 32, 8);
      thread.submit(
          List.of(new DenoisingWork(bad, 0, GUIDED, Prompts.of(damaged, damaged), noise(SIZE, 9))));
      good.add(submit(thread, GUIDED, 5, 2));
      good.add(submit(thread, GUIDED, 5, 3));
      device.release();
      finished(before);
      assertThatThrownBy(() -> finished(bad)).isInstanceOf(OrtException.class);
      assertThat(finished(good.get(0))).containsExactly(drawn(model, GUIDED, 0));
      assertThat(finished(good.get(1))).containsExactly(drawn(model, GUIDED, 2));
      assertThat(finished(good.get(2))).containsExactly(drawn(model, GUIDED, 3));
    }
  }

  @Test
  void a_picture_of_higher_priority_runs_before_the_next_step_of_another() throws Exception {
    HeldDevice device = new HeldDevice();
    try (StepThread<DenoisingWork> thread = thread(device)) {
      StepResults slow = submit(thread, GUIDED, 3, 0);
      device.awaitFirst();
      StepResults low = submit(thread, FREE, 1, 1);
      StepResults urgent = submit(thread, FREE, 9, 2);
      device.release();
      finished(urgent);
      finished(slow);
      // What is like the urgent picture is drawn with it.
      finished(low);
    }
    assertThat(device.priorities()).containsExactly(3, 3, 9, 9, 9, 3, 3, 3, 3, 3, 3);
  }

  @Test
  void closing_ends_the_thread_and_the_pictures_under_way() throws Exception {
    HeldDevice device = new HeldDevice();
    StepThread<DenoisingWork> thread = thread(device);
    StepResults running = submit(thread, GUIDED, 5, 0);
    device.awaitFirst();
    StepResults waiting = submit(thread, FREE, 5, 1);
    thread.close();
    for (StepResults results : List.of(running, waiting)) {
      assertThatThrownBy(results::take)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("test is being closed");
    }
    assertThatThrownBy(() -> submit(thread, FREE, 5, 1)).hasMessageContaining("being closed");
  }

  /** On a CPU a guided step takes two. */
  private static int slices(BatchKey key) {
    return key.guidance() > 1 ? 2 * key.steps() : key.steps();
  }

  private static StepThread<DenoisingWork> thread(Device device) {
    return thread(model.unet(), device, 4);
  }

  private static StepThread<DenoisingWork> thread(Unet unet, Device device, int maxBatch) {
    return new StepThread<>(
        ImageTask.TYPE,
        "test",
        new DenoisingSteps(unet, model.schedule(), device, ImageTask.TYPE, maxBatch));
  }

  private static float[] drawn(ImageModel model, BatchKey key, int seed) throws Exception {
    StepResults results = new StepResults(5);
    model.denoise(List.of(picture(results, 0, key, seed)));
    return finished(results);
  }

  private static StepResults submit(
      StepThread<DenoisingWork> thread, BatchKey key, int priority, int seed) throws Exception {
    StepResults results = new StepResults(priority);
    thread.submit(List.of(picture(results, 0, key, seed)));
    return results;
  }

  private static DenoisingWork picture(StepResults results, int image, BatchKey key, int seed)
      throws Exception {
    try (RunInterrupt never = new RunInterrupt()) {
      RunContext context = new RunContext(Miniatures.DEVICE, ImageTask.TYPE, 5, never.options());
      Tensor positive = model.text().encode(PROMPTS[seed], context).states();
      Tensor negative = model.text().encode("blurred", context).states();
      Prompts prompts = Prompts.of(negative, positive);
      return new DenoisingWork(results, image, key, prompts, noise(key.size(), seed));
    }
  }

  private static float[] noise(LatentSize size, int seed) {
    return GaussianNoise.of(seed, model.unet().channels() * size.width() * size.height());
  }

  private static float[] finished(StepResults results) throws Exception {
    StepResults.StepResult result = results.take();
    while (!result.last()) {
      result = results.take();
    }
    return Arrays.copyOf(result.latents(), result.latents().length);
  }
}
