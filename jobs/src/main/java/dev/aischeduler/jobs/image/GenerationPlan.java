package dev.aischeduler.jobs.image;

import dev.aischeduler.jobs.image.denoising.BatchKey;
import dev.aischeduler.jobs.image.picture.Fit;
import dev.aischeduler.jobs.image.pipeline.LatentSize;
import dev.aischeduler.jobs.image.sampler.SamplerKind;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * The parameters of a request on one model, after its limits and defaults.
 *
 * @param width of the finished pictures, in pixels
 * @param height of the finished pictures, in pixels
 * @param latents size of the latents
 * @param fit how the generated picture is fitted into the size asked for
 * @param steps steps really taken
 * @param turbo whether the model's turbo settings are used
 * @param seeds one for each picture
 */
record GenerationPlan(
    String prompt,
    String negativePrompt,
    int width,
    int height,
    LatentSize latents,
    Fit fit,
    int steps,
    double guidance,
    SamplerKind sampler,
    boolean turbo,
    List<Long> seeds) {
  /** What decoders of Stable Diffusion enlarge a latent to, in each direction. */
  private static final long PIXELS_PER_LATENT = 8;

  /** Three floats from the decoder and three of the picture. */
  private static final long BYTES_PER_DECODED_PIXEL = 24;

  /** Three floats, kept for each picture until the last one is finished. */
  private static final long BYTES_PER_PIXEL = 12;

  /** Pixels of 8 bits a channel, and the growing PNG file, of one picture at a time. */
  private static final long BYTES_PER_WRITTEN_PIXEL = 24;

  /**
   * Plans a request that {@link ImageRequestRules} has completed.
   *
   * @param seed of the first picture
   */
  static GenerationPlan of(ImageRequest request, long seed, ImageModel model) {
    int width = Objects.requireNonNull(request.width());
    int height = Objects.requireNonNull(request.height());
    GenerationDefaults.Turbo fast = model.defaults().turbo();
    boolean turbo = Objects.requireNonNull(request.useTurbo()) && fast != null;
    int steps = Math.min(Objects.requireNonNull(request.steps()), model.schedule().trained());
    boolean squareOnly = model.defaults().squareOnly();
    LatentSize.Choices sizes = model.unet().sizes();
    return new GenerationPlan(
        Objects.requireNonNull(request.prompt()),
        Objects.requireNonNull(request.negativePrompt()),
        width,
        height,
        squareOnly ? sizes.square() : sizes.nearest(width, height),
        squareOnly ? Fit.CONTAIN : Fit.COVER,
        turbo && fast != null ? Math.min(steps, fast.maxSteps()) : steps,
        Objects.requireNonNull(request.guidanceScale()),
        SamplerKind.of(Objects.requireNonNull(request.sampler())).orElseThrow(),
        turbo,
        LongStream.iterate(seed, s -> s + 1)
            .limit(Objects.requireNonNull(request.n()))
            .boxed()
            .toList());
  }

  /** What its pictures have in common with those of one batch. */
  BatchKey batchKey() {
    return new BatchKey(latents, sampler, steps, guidance);
  }

  /** Most bytes of Java heap that the pictures hold while they are decoded and written. */
  long heapBytes() {
    long decoded = PIXELS_PER_LATENT * latents.width() * PIXELS_PER_LATENT * latents.height();
    long pixels = (long) width * height;
    return decoded * BYTES_PER_DECODED_PIXEL
        + pixels * (BYTES_PER_PIXEL * seeds.size() + BYTES_PER_WRITTEN_PIXEL);
  }
}
