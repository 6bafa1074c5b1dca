package dev.aischeduler.jobs.image;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.TextRules;
import dev.aischeduler.jobs.image.sampler.NoiseSchedule;
import dev.aischeduler.jobs.image.sampler.SamplerKind;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelNotInstalledException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a request against the limits and fills in its defaults. Thread-safe. */
final class ImageRequestRules {
  private static final int SIDE = 512;
  private static final int SIDE_STEP = 8;
  private static final int MIN_SIDE = 64;
  private static final int MAX_GUIDANCE = 30;

  private final Settings.Limits limits;
  private final String engine;
  private final ModelCatalogue catalogue;

  ImageRequestRules(Settings settings, ModelCatalogue catalogue) {
    this.limits = settings.limits();
    this.engine = settings.engines().of(ImageTask.TYPE);
    this.catalogue = catalogue;
  }

  /**
   * The request as it will run; only {@code seed} may still be missing.
   *
   * @throws InvalidRequestException names the field, what is wrong and the remedy
   */
  ImageRequest complete(ImageRequest request) {
    String prompt = text("prompt", request.prompt());
    String model = or(request.model(), engine);
    Path folder = folder(model).path();
    GenerationDefaults defaults = GenerationDefaults.ofFolder(folder);
    boolean turbo = or(request.useTurbo(), false);
    int width = side("width", request.width());
    int height = side("height", request.height());
    int steps =
        within(
            "steps",
            or(request.steps(), Math.min(defaults.steps(), limits.maxSteps())),
            limits.maxSteps(),
            "limits.max_steps");
    int n = within("n", or(request.n(), 1), limits.maxImages(), "limits.max_images");
    checkWork(width, height, steps, n);
    return new ImageRequest(
        prompt,
        negative(request.negativePrompt()),
        width,
        height,
        steps,
        turbo,
        guidance(or(request.guidanceScale(), guidance(defaults, turbo))),
        request.seed(),
        n,
        sampler(request.sampler(), folder),
        model);
  }

  private ModelFolder folder(String model) {
    try {
      return catalogue.resolve(ImageTask.TYPE, model);
    } catch (ModelNotInstalledException e) {
      throw new InvalidRequestException("model", String.valueOf(e.getMessage()));
    }
  }

  private String negative(@Nullable String negativePrompt) {
    // Clients send an empty text for none.
    return negativePrompt == null || negativePrompt.isBlank()
        ? ""
        : text("negative_prompt", negativePrompt);
  }

  private String text(String field, @Nullable String value) {
    return TextRules.requireText(field, value, limits.maxPromptChars(), "limits.max_prompt_chars");
  }

  private int side(String field, @Nullable Integer requested) {
    int max = limits.maxImageSide();
    int value = or(requested, Math.min(SIDE, max / SIDE_STEP * SIDE_STEP));
    if (value < MIN_SIDE || value > max || value % SIDE_STEP != 0) {
      throw new InvalidRequestException(
          field,
          field
              + " is "
              + value
              + "; it must be a multiple of 8 from "
              + MIN_SIDE
              + " to "
              + max
              + " (limits.max_image_side)");
    }
    return value;
  }

  private static int within(String field, int value, int max, String setting) {
    if (value < 1 || value > max) {
      throw new InvalidRequestException(
          field, field + " is " + value + "; it must be 1 to " + max + " (" + setting + ")");
    }
    return value;
  }

  private void checkWork(int width, int height, int steps, int n) {
    long work = (long) width * height * steps * n;
    if (work > limits.maxPixelSteps()) {
      throw new InvalidRequestException(
          "steps",
          "n x width x height x steps is "
              + work
              + "; at most "
              + limits.maxPixelSteps()
              + " is accepted (limits.max_pixel_steps): ask for fewer steps, fewer pictures or a smaller size");
    }
  }

  private static double guidance(GenerationDefaults defaults, boolean turbo) {
    GenerationDefaults.Turbo fast = defaults.turbo();
    return turbo && fast != null ? fast.guidance() : defaults.guidance();
  }

  private static double guidance(double value) {
    if (!(value >= 0 && value <= MAX_GUIDANCE)) {
      throw new InvalidRequestException(
          "guidance_scale", "guidance_scale is " + value + "; it must be 0 to " + MAX_GUIDANCE);
    }
    return value;
  }

  private static String sampler(@Nullable String requested, Path folder) {
    if (requested == null) {
      return preferred(folder).wireName();
    }
    List<String> names = SamplerKind.names();
    if (!names.contains(requested)) {
      throw new InvalidRequestException(
          "sampler", "sampler is '" + requested + "'; it must be one of " + names);
    }
    return requested;
  }

  private static SamplerKind preferred(Path folder) {
    try {
      return NoiseSchedule.read(folder.resolve(ImageModel.SCHEDULER)).preferred();
    } catch (IOException e) {
      // A damaged folder is reported by the load, which names the file; the submission is accepted.
      return SamplerKind.DDIM;
    }
  }

  private static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
