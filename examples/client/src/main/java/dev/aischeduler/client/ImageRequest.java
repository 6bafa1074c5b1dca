package dev.aischeduler.client;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Has pictures drawn; null leaves the choice to the server.
 *
 * @param prompt what to draw
 * @param negativePrompt what to stay away from
 * @param width pixels, a multiple of 8
 * @param height pixels, a multiple of 8
 * @param useTurbo the model's fast way, where it has one
 * @param steps denoising steps
 * @param guidanceScale 0..30; how closely to follow the prompt
 * @param seed same seed and request give the same picture
 * @param n pictures
 * @param sampler {@code ddim} or {@code euler}
 * @param model engine name or installed model
 */
public record ImageRequest(
    String prompt,
    @Nullable String negativePrompt,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Boolean useTurbo,
    @Nullable Integer steps,
    @Nullable Double guidanceScale,
    @Nullable Long seed,
    @Nullable Integer n,
    @Nullable String sampler,
    @Nullable String model,
    @JsonUnwrapped JobOptions options)
    implements JobRequest {

  /** A request. */
  public static Builder builder(String prompt) {
    return new Builder(prompt);
  }

  /** Collects a request. For one thread. */
  public static final class Builder {
    private final String prompt;
    private @Nullable String negativePrompt;
    private @Nullable Integer width;
    private @Nullable Integer height;
    private @Nullable Boolean useTurbo;
    private @Nullable Integer steps;
    private @Nullable Double guidanceScale;
    private @Nullable Long seed;
    private @Nullable Integer n;
    private @Nullable String sampler;
    private @Nullable String model;
    private JobOptions options = JobOptions.NONE;

    private Builder(String prompt) {
      this.prompt = prompt;
    }

    /** What to stay away from. */
    public Builder negativePrompt(String value) {
      negativePrompt = value;
      return this;
    }

    /** Pixels, multiples of 8. */
    public Builder size(int ofWidth, int ofHeight) {
      width = ofWidth;
      height = ofHeight;
      return this;
    }

    /** The model's fast way, where it has one. */
    public Builder useTurbo(boolean value) {
      useTurbo = value;
      return this;
    }

    /** Denoising steps. */
    public Builder steps(int value) {
      steps = value;
      return this;
    }

    /** 0..30; how closely to follow the prompt. */
    public Builder guidanceScale(double value) {
      guidanceScale = value;
      return this;
    }

    /** Same seed and request give the same picture. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Pictures. */
    public Builder pictures(int value) {
      n = value;
      return this;
    }

    /** {@code ddim} or {@code euler}. */
    public Builder sampler(String value) {
      sampler = value;
      return this;
    }

    /** Engine name or installed model. */
    public Builder model(String value) {
      model = value;
      return this;
    }

    /** What every kind of task takes. */
    public Builder options(JobOptions value) {
      options = value;
      return this;
    }

    /** The request. */
    public ImageRequest build() {
      return new ImageRequest(
          prompt,
          negativePrompt,
          width,
          height,
          useTurbo,
          steps,
          guidanceScale,
          seed,
          n,
          sampler,
          model,
          options);
    }
  }
}
