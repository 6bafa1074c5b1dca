package dev.aischeduler.jobs.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.image.picture.Picture;
import dev.aischeduler.jobs.image.pipeline.LatentSize;
import dev.aischeduler.jobs.image.pipeline.Prompts;
import dev.aischeduler.jobs.image.pipeline.RunContext;
import dev.aischeduler.jobs.image.pipeline.Tensor;
import dev.aischeduler.jobs.image.sampler.GaussianNoise;
import dev.aischeduler.jobs.image.sampler.Sampler;
import dev.aischeduler.jobs.image.sampler.SamplerKind;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The half-precision export with CLIP's tokenizer files that people install. */
class InstalledFolderTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/dev/aischeduler/jobs/image/sd-tiny");

  @Test
  void a_half_precision_folder_draws_what_the_reference_draws() throws Exception {
    JsonNode expected = Json.mapper().readTree(FOLDER.resolve("expected.json").toFile());
    Offset<Float> near = within((float) expected.path("tolerance").asDouble());
    ModelFolder folder = new ModelFolder("sd-tiny", "sd-tiny", FOLDER, false);
    try (ImageModel model = ImageModel.load(folder, new OnnxRuntime(1), Miniatures.DEVICE, 0);
        RunInterrupt interrupt = new RunInterrupt()) {
      String prompt = expected.path("prompt").asText();
      assertThat(model.text().ids(prompt).values())
          .containsExactly(Json.mapper().convertValue(expected.path("input_ids"), long[].class));
      RunContext context =
          new RunContext(Miniatures.DEVICE, ImageTask.TYPE, 5, interrupt.options());
      Tensor positive = model.text().encode(prompt, context).states();
      Tensor negative = model.text().encode("", context).states();
      assertFirst(positive.values(), expected.path("last_hidden_state"), near);

      assertThat(model.schedule().preferred()).isEqualTo(SamplerKind.DDIM);
      LatentSize size = model.unet().sizes().square();
      Sampler sampler =
          SamplerKind.DDIM.sampler(model.schedule(), expected.path("steps").intValue());
      int count = model.unet().channels() * size.width() * size.height();
      float[] latents = sampler.start(GaussianNoise.of(expected.path("seed").longValue(), count));
      for (int step = 0; step < sampler.steps(); step++) {
        assertThat(sampler.timestep(step))
            .isEqualTo(expected.path("timesteps").get(step).doubleValue());
        float[] output =
            model
                .unet()
                .predict(
                    sampler.input(latents, step),
                    size,
                    sampler.timestep(step),
                    Prompts.of(negative, positive),
                    expected.path("guidance_scale").doubleValue(),
                    context);
        latents = sampler.step(output, latents, step).latents();
      }
      assertFirst(latents, expected.path("final_latents"), near);
      Picture picture = model.decoder().decode(latents, size, context);
      assertThat(picture.width()).isEqualTo(64);
      int plane = picture.width() * picture.height();
      for (int c = 0; c < Picture.CHANNELS; c++) {
        double sum = 0;
        for (int i = 0; i < plane; i++) {
          sum += picture.planes()[c * plane + i];
        }
        assertThat(sum / plane * 255)
            .isCloseTo(expected.path("mean_rgb").get(c).doubleValue(), within(0.5));
      }
    }
  }

  private static void assertFirst(float[] values, JsonNode expected, Offset<Float> near) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(values[i]).isCloseTo((float) expected.get(i).doubleValue(), near);
    }
  }
}
