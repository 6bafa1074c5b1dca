package dev.aischeduler.jobs.image.sampler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How a model was trained to see noise: diffusers' {@code scheduler_config.json}, read once.
 * Immutable.
 */
public final class NoiseSchedule {
  private final double[] alphas;
  private final double finalAlpha;
  private final Prediction prediction;
  private final Spacing ddimSpacing;
  private final Spacing eulerSpacing;
  private final int stepsOffset;
  private final double clip;
  private final boolean euler;

  private NoiseSchedule(JsonNode config) {
    int trained = positive(config, "num_train_timesteps", 1000);
    this.alphas = alphas(config, trained);
    this.finalAlpha = config.path("set_alpha_to_one").asBoolean(true) ? 1 : alphas[0];
    this.prediction = choice(config, "prediction_type", Prediction.class, Prediction.EPSILON);
    this.ddimSpacing = choice(config, "timestep_spacing", Spacing.class, Spacing.LEADING);
    this.eulerSpacing = choice(config, "timestep_spacing", Spacing.class, Spacing.LINSPACE);
    this.stepsOffset = Math.max(0, config.path("steps_offset").asInt(0));
    // Latents are not bounded, so unlike in pixel space no clipping is the default.
    this.clip =
        config.path("clip_sample").asBoolean(false)
            ? config.path("clip_sample_range").asDouble(1)
            : Double.POSITIVE_INFINITY;
    this.euler = config.path("_class_name").asText("").startsWith("Euler");
  }

  /**
   * Reads {@code scheduler_config.json}.
   *
   * @throws IOException when it cannot be read or asks for what is not supported; names the file
   */
  public static NoiseSchedule read(Path file) throws IOException {
    JsonNode config = Json.mapper().readTree(file.toFile());
    try {
      return new NoiseSchedule(config);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** A schedule from the document itself; {@link IllegalArgumentException} names a bad key. */
  static NoiseSchedule of(JsonNode config) {
    return new NoiseSchedule(config);
  }

  /** Training timesteps, the most steps that a sampler can take. */
  public int trained() {
    return alphas.length;
  }

  /** The sampler that the model's authors chose, as far as there is one of its kind here. */
  public SamplerKind preferred() {
    return euler ? SamplerKind.EULER : SamplerKind.DDIM;
  }

  /** Share of the picture (against noise) in the variance after this timestep. */
  double alpha(int timestep) {
    return alphas[timestep];
  }

  /** {@link #alpha} of the finished picture. */
  double finalAlpha() {
    return finalAlpha;
  }

  Prediction prediction() {
    return prediction;
  }

  double[] ddimTimesteps(int steps) {
    double[] times = ddimSpacing.timesteps(trained(), steps, stepsOffset);
    return Arrays.stream(times).map(Math::rint).toArray();
  }

  double[] eulerTimesteps(int steps) {
    return eulerSpacing.timesteps(trained(), steps, stepsOffset);
  }

  /** Whether Euler's start is at the largest noise, rather than just below it. */
  boolean startsAtMaximum() {
    return eulerSpacing != Spacing.LEADING;
  }

  /** The estimate of the finished picture, kept in the range the model was trained with. */
  double clipped(double clean) {
    return Math.max(-clip, Math.min(clip, clean));
  }

  private static double[] alphas(JsonNode config, int trained) {
    double start = config.path("beta_start").asDouble(0.00085);
    double end = config.path("beta_end").asDouble(0.012);
    String kind = config.path("beta_schedule").asText("linear");
    boolean scaled = kind.equals("scaled_linear");
    if (!scaled && !kind.equals("linear")) {
      throw unsupported("beta_schedule", kind, "linear or scaled_linear");
    }
    if (config.path("rescale_betas_zero_snr").asBoolean(false)) {
      throw unsupported("rescale_betas_zero_snr", "true", "false");
    }
    double[] alphas = new double[trained];
    double product = 1;
    for (int t = 0; t < trained; t++) {
      double part = trained == 1 ? 0 : (double) t / (trained - 1);
      double root = Math.sqrt(start) + part * (Math.sqrt(end) - Math.sqrt(start));
      product *= 1 - (scaled ? root * root : start + part * (end - start));
      alphas[t] = product;
    }
    return alphas;
  }

  private static int positive(JsonNode config, String key, int otherwise) {
    int value = config.path(key).asInt(otherwise);
    if (value < 1) {
      throw unsupported(key, String.valueOf(value), "a number above 0");
    }
    return value;
  }

  private static <E extends Enum<E>> E choice(
      JsonNode config, String key, Class<E> type, E otherwise) {
    String word = config.path(key).asText("");
    if (word.isEmpty()) {
      return otherwise;
    }
    for (E value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw unsupported(key, word, Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
  }

  private static IllegalArgumentException unsupported(String key, String value, String right) {
    return new IllegalArgumentException(key + " is " + value + "; supported is " + right);
  }
}
