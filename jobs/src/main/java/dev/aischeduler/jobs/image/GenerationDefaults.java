package dev.aischeduler.jobs.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recommended settings of a model: {@code generation_config.json} in its folder, a file of this
 * product beside those of diffusers. It may be missing; so may each of its keys {@code steps,
 * guidance_scale, turbo: {max_steps, guidance_scale}, square_only, latent_rgb}.
 *
 * @param steps denoising steps when a request names none
 * @param guidance guidance when a request names none
 * @param turbo what {@code use_turbo} means for this model; null when it changes nothing
 * @param squareOnly whether the model draws well only in the square that it was trained on
 * @param preview how previews are coloured
 */
record GenerationDefaults(
    int steps, double guidance, @Nullable Turbo turbo, boolean squareOnly, LatentColours preview) {
  static final String FILE = "generation_config.json";
  private static final int STEPS = 20;
  private static final double GUIDANCE = 7.5;

  /** Distilled models (Sauer et al. 2023, ADD) are trained for 1 to 4 steps without guidance. */
  private static final Turbo DISTILLED = new Turbo(4, 1);

  /**
   * The turbo settings of a model.
   *
   * @param maxSteps a request's steps are cut to this
   * @param guidance guidance when a request names none
   */
  record Turbo(int maxSteps, double guidance) {}

  /**
   * Reads the file of a folder.
   *
   * @throws IOException when it is there but cannot be read
   */
  static GenerationDefaults read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    JsonNode config =
        Files.isRegularFile(file)
            ? Json.mapper().readTree(file.toFile())
            : MissingNode.getInstance();
    return new GenerationDefaults(
        config.path("steps").asInt(STEPS),
        config.path("guidance_scale").asDouble(GUIDANCE),
        turbo(config.path("turbo"), folder),
        config.path("square_only").asBoolean(false),
        LatentColours.of(config.path("latent_rgb")));
  }

  /** {@link #read}, or the defaults of a folder without the file when it is damaged. */
  static GenerationDefaults ofFolder(Path folder) {
    try {
      return read(folder);
    } catch (IOException e) {
      // A damaged folder is reported by the load, which names the file; the submission is accepted.
      return new GenerationDefaults(STEPS, GUIDANCE, null, false, LatentColours.STABLE_DIFFUSION);
    }
  }

  private static @Nullable Turbo turbo(JsonNode declared, Path folder) {
    if (declared.isObject()) {
      return new Turbo(
          declared.path("max_steps").asInt(DISTILLED.maxSteps()),
          declared.path("guidance_scale").asDouble(DISTILLED.guidance()));
    }
    // Few steps without guidance ruin a model that is not distilled for them.
    String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    return name.contains("turbo") ? DISTILLED : null;
  }
}
