package dev.aischeduler.jobs.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.image.picture.Fit;
import dev.aischeduler.jobs.image.picture.Picture;
import dev.aischeduler.jobs.image.pipeline.Conditioning;
import dev.aischeduler.jobs.image.pipeline.LatentSize;
import dev.aischeduler.jobs.image.pipeline.PromptTokenizer;
import dev.aischeduler.jobs.image.pipeline.Prompts;
import dev.aischeduler.jobs.image.pipeline.RunContext;
import dev.aischeduler.jobs.image.pipeline.Unet;
import dev.aischeduler.jobs.image.sampler.GaussianNoise;
import dev.aischeduler.jobs.image.sampler.Sampler;
import dev.aischeduler.jobs.image.sampler.SamplerKind;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Equality with the reference pipeline, stage by stage. */
final class ImageModelTest {
  private static final Offset<Float> CLOSE = Offset.offset(2e-3f);
  private static final LatentSize SQUARE = new LatentSize(32, 32);

  private static ImageModel model;
  private static JsonNode golden;

  @BeforeAll
  static void load() throws Exception {
    golden = Miniature.golden();
    model = ImageModel.load(Miniature.FOLDER, new OnnxRuntime(2), Miniatures.DEVICE, 0);
  }

  @AfterAll
  static void free() {
    model.close();
  }

  @Test
  void prompts_become_the_golden_ids_and_hidden_states() throws Exception {
    try (RunInterrupt interrupt = new RunInterrupt()) {
      for (JsonNode expected : golden.get("prompts")) {
        String prompt = expected.get("prompt").asText();
        assertThat(model.text().ids(prompt).values())
            .containsExactly(
                StreamSupport.stream(expected.get("input_ids").spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .toArray());
        Conditioning encoded =
            model
                .text()
                .encode(
                    prompt,
                    new RunContext(Miniatures.DEVICE, ImageTask.TYPE, 5, interrupt.options()));
        assertThat(encoded.truncated()).isFalse();
        assertThat(encoded.states().shape()).containsExactly(1, 32, 256);
        assertClose(encoded.states().values(), expected.get("last_hidden_state"));
      }
    }
  }

  @Test
  void a_prompt_that_is_too_long_keeps_its_beginning_and_the_end_token() {
    PromptTokenizer.Ids ids = model.text().ids("red apple and ".repeat(20));
    assertThat(ids.truncated()).isTrue();
    assertThat(ids.values()).hasSize(32).startsWith(1, 4522, 5162).endsWith(2);
  }

  @Test
  void noise_and_timesteps_are_the_golden_ones() {
    assertClose(GaussianNoise.of(golden.get("seed").asLong(), 4096), golden.get("noise"));
    Sampler sampler = SamplerKind.DDIM.sampler(model.schedule(), golden.get("steps").asInt());
    for (int i = 0; i < sampler.steps(); i++) {
      assertThat(sampler.timestep(i)).isEqualTo(golden.get("timesteps").get(i).asDouble());
    }
  }

  @Test
  void the_network_predicts_the_golden_numbers_and_steps_lead_to_the_golden_latents()
      throws Exception {
    JsonNode expected = golden.get("prompts").get(0);
    try (RunInterrupt interrupt = new RunInterrupt()) {
      RunContext context =
          new RunContext(Miniatures.DEVICE, ImageTask.TYPE, 5, interrupt.options());
      Prompts prompts =
          Prompts.of(
              model.text().encode("", context).states(),
              model.text().encode(expected.get("prompt").asText(), context).states());
      float[] latents = GaussianNoise.of(golden.get("seed").asLong(), 4096);
      double first = expected.get("unet_timestep").asDouble();
      assertClose(
          model.unet().predict(latents, SQUARE, first, prompts, 1, context),
          expected.get("unet_out_sample"));
      double guidance = golden.get("guidance").asDouble();
      Sampler sampler = SamplerKind.DDIM.sampler(model.schedule(), golden.get("steps").asInt());
      for (int i = 0; i < sampler.steps(); i++) {
        double timestep = sampler.timestep(i);
        float[] out = model.unet().predict(latents, SQUARE, timestep, prompts, guidance, context);
        latents = sampler.step(out, latents, i).latents();
      }
      assertClose(latents, expected.get("final_latents"));
      double sum = 0;
      for (float latent : latents) {
        sum += Math.abs(latent);
      }
      assertThat(sum / latents.length)
          .isCloseTo(expected.get("final_latents_mean_abs").asDouble(), within(1e-3));
    }
  }

  @Test
  void a_guided_step_in_two_slices_predicts_what_one_of_both_halves_does() throws Exception {
    OnnxRuntime runtime = new OnnxRuntime(2);
    try (RunInterrupt interrupt = new RunInterrupt();
        Unet together = Unet.load(Miniature.PATH, runtime, Device.Kind.GPU)) {
      RunContext context =
          new RunContext(Miniatures.DEVICE, ImageTask.TYPE, 5, interrupt.options());
      Prompts prompts =
          Prompts.of(
              model.text().encode("", context).states(),
              model.text().encode("a cat", context).states());
      float[] latents = GaussianNoise.of(7, 4096);
      float[] halves = model.unet().predict(latents, SQUARE, 500, prompts, 3, context);
      float[] both = together.predict(latents, SQUARE, 500, prompts, 3, context);
      for (int i = 0; i < both.length; i++) {
        assertThat(halves[i]).isCloseTo(both[i], within(1e-3f));
      }
    }
  }

  @Test
  void whole_pictures_are_the_golden_ones() throws Exception {
    for (JsonNode expected : golden.get("prompts")) {
      GenerationPlan plan =
          new GenerationPlan(
              expected.get("prompt").asText(),
              "",
              256,
              256,
              SQUARE,
              Fit.CONTAIN,
              golden.get("steps").asInt(),
              golden.get("guidance").asDouble(),
              SamplerKind.DDIM,
              false,
              List.of(golden.get("seed").asLong()));
      Picture picture =
          new ImageGeneration(model, new RecordingContext(), plan).draw().pictures().get(0);
      assertThat(picture.width()).isEqualTo(256);
      for (int c = 0; c < Picture.CHANNELS; c++) {
        assertThat(meanLevel(picture, c))
            .isCloseTo(expected.get("mean_rgb").get(c).asDouble(), within(0.5));
      }
    }
  }

  private static double meanLevel(Picture picture, int channel) {
    int plane = picture.width() * picture.height();
    double sum = 0;
    for (int i = channel * plane; i < (channel + 1) * plane; i++) {
      sum += Math.rint(255 * Math.max(0, Math.min(1, picture.planes()[i])));
    }
    return sum / plane;
  }

  private static void assertClose(float[] actual, JsonNode expected) {
    float[] first = Arrays.copyOf(actual, expected.size());
    assertThat(first).containsExactly(Miniature.floats(expected), CLOSE);
  }
}
