package dev.aischeduler.jobs.image.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SamplerTest {
  @Test
  void timesteps_are_those_of_diffusers() throws Exception {
    assertThat(times("leading", SamplerKind.DDIM, 5)).containsExactly(801, 601, 401, 201, 1);
    assertThat(times("trailing", SamplerKind.DDIM, 4)).containsExactly(999, 749, 499, 249);
    assertThat(times("trailing", SamplerKind.DDIM, 3)).containsExactly(999, 666, 332);
    assertThat(times("linspace", SamplerKind.DDIM, 3)).containsExactly(999, 500, 0);
    assertThat(times("linspace", SamplerKind.EULER, 3)).containsExactly(999, 499.5, 0);
    assertThat(times("trailing", SamplerKind.EULER, 1)).containsExactly(999);
    assertThat(times("leading", SamplerKind.DDIM, 1000)).hasSize(1000).startsWith(999, 999);
  }

  @ParameterizedTest
  @CsvSource({
    "DDIM,epsilon,leading", "DDIM,epsilon,trailing", "DDIM,v_prediction,linspace",
    "EULER,epsilon,leading", "EULER,epsilon,trailing", "EULER,v_prediction,linspace"
  })
  void with_a_perfect_model_the_picture_behind_the_noise_comes_out(
      SamplerKind kind, String prediction, String spacing) throws Exception {
    NoiseSchedule schedule = schedule(prediction, spacing, "true");
    Sampler sampler = kind.sampler(schedule, 10);
    float[] picture = {1.5f, -0.7f, 0.1f};
    float[] latents = sampler.start(new float[] {0.3f, 1.1f, -2});
    for (int i = 0; i < sampler.steps(); i++) {
      float[] input = sampler.input(latents, i);
      double timestep = sampler.timestep(i);
      float[] output = new float[picture.length];
      for (int k = 0; k < picture.length; k++) {
        double alpha = alpha(schedule, timestep);
        double epsilon = (input[k] - Math.sqrt(alpha) * picture[k]) / Math.sqrt(1 - alpha);
        output[k] =
            (float)
                (prediction.equals("epsilon")
                    ? epsilon
                    : Math.sqrt(alpha) * epsilon - Math.sqrt(1 - alpha) * picture[k]);
      }
      Sampler.Step step = sampler.step(output, latents, i);
      assertThat(step.clean()).containsExactly(picture, within(2e-3f));
      latents = step.latents();
    }
    assertThat(latents).containsExactly(picture, within(2e-3f));
  }

  @Test
  void a_schedule_without_a_clean_end_stops_just_before_it() throws Exception {
    NoiseSchedule schedule = schedule("epsilon", "leading", "false");
    assertThat(schedule.finalAlpha()).isCloseTo(1 - 0.00085, within(1e-12));
  }

  @Test
  void clipping_keeps_the_estimate_in_range() throws Exception {
    NoiseSchedule schedule =
        NoiseSchedule.of(Json.mapper().readTree("{\"clip_sample\":true,\"clip_sample_range\":2}"));
    Sampler sampler = SamplerKind.DDIM.sampler(schedule, 2);
    assertThat(sampler.step(new float[] {0, 0}, new float[] {90, -90}, 1).clean())
        .containsExactly(2, -2);
  }

  @Test
  void a_schedule_that_is_not_supported_is_refused_by_its_key() {
    assertThatThrownBy(() -> schedule("sample", "leading", "true"))
        .hasMessageContaining("prediction_type is sample")
        .hasMessageContaining("v_prediction");
    assertThatThrownBy(
            () ->
                NoiseSchedule.of(
                    Json.mapper().readTree("{\"beta_schedule\":\"squaredcos_cap_v2\"}")))
        .hasMessageContaining("beta_schedule is squaredcos_cap_v2");
  }

  @Test
  void noise_is_normal_and_depends_on_the_seed_alone() {
    float[] noise = GaussianNoise.of(5, 100_001);
    double mean = IntStream.range(0, noise.length).mapToDouble(i -> noise[i]).average().orElse(9);
    double square =
        IntStream.range(0, noise.length).mapToDouble(i -> noise[i] * noise[i]).average().orElse(9);
    assertThat(mean).isCloseTo(0, within(0.02));
    assertThat(square).isCloseTo(1, within(0.02));
    assertThat(GaussianNoise.of(5, 3)).containsExactly(noise[0], noise[1], noise[2]);
    assertThat(GaussianNoise.of(6, 1)).isNotEqualTo(GaussianNoise.of(5, 1));
  }

  /** What Euler's interpolated sigma means in terms of {@link NoiseSchedule#alpha}. */
  private static double alpha(NoiseSchedule schedule, double timestep) {
    int below = (int) timestep;
    double part = timestep - below;
    double sigma = (1 - part) * sigma(schedule, below);
    if (part > 0) {
      sigma += part * sigma(schedule, below + 1);
    }
    return 1 / (sigma * sigma + 1);
  }

  private static double sigma(NoiseSchedule schedule, int timestep) {
    double alpha = schedule.alpha(timestep);
    return Math.sqrt((1 - alpha) / alpha);
  }

  private static double[] times(String spacing, SamplerKind kind, int steps)
      throws JsonProcessingException {
    Sampler sampler = kind.sampler(schedule("epsilon", spacing, "true"), steps);
    return IntStream.range(0, sampler.steps()).mapToDouble(sampler::timestep).toArray();
  }

  private static NoiseSchedule schedule(String prediction, String spacing, String alphaToOne)
      throws JsonProcessingException {
    return NoiseSchedule.of(
        Json.mapper()
            .readTree(
                "{\"beta_schedule\":\"scaled_linear\",\"prediction_type\":\""
                    + prediction
                    + "\",\"timestep_spacing\":\""
                    + spacing
                    + "\",\"steps_offset\":1,\"set_alpha_to_one\":"
                    + alphaToOne
                    + "}"));
  }
}
