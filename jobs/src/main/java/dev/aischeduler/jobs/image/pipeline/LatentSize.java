package dev.aischeduler.jobs.image.pipeline;

/** Width and height of latents, before the decoder enlarges them. */
public record LatentSize(int width, int height) {

  /**
   * What a UNet can denoise.
   *
   * @param side of the square that it was trained on
   * @param unit sides must be multiples of this
   * @param fixedWidth the only width, or -1 for any
   * @param fixedHeight the only height, or -1 for any
   */
  public record Choices(int side, int unit, int fixedWidth, int fixedHeight) {
    private static final double MAX_ASPECT = 2;

    /** The square that the model was trained on. */
    public LatentSize square() {
      return new LatentSize(fixed(fixedWidth, side), fixed(fixedHeight, side));
    }

    /** The size nearest to an aspect, with about as many latents as the square. */
    public LatentSize nearest(int width, int height) {
      double aspect = Math.max(1 / MAX_ASPECT, Math.min(MAX_ASPECT, (double) width / height));
      return new LatentSize(
          fixed(fixedWidth, rounded(side * Math.sqrt(aspect))),
          fixed(fixedHeight, rounded(side / Math.sqrt(aspect))));
    }

    private int rounded(double length) {
      return (int) Math.max(unit, Math.round(length / unit) * unit);
    }

    private static int fixed(int axis, int otherwise) {
      return axis > 0 ? axis : otherwise;
    }
  }
}
