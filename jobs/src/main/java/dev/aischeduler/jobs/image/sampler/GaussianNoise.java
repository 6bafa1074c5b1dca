package dev.aischeduler.jobs.image.sampler;

/**
 * Normally distributed noise that is the same on every machine: Box-Muller (Box and Muller 1958)
 * over SplitMix64 (Steele, Lea and Flood 2014), as {@code recipes/image/sample.py} defines it.
 */
public final class GaussianNoise {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private long state;

  private GaussianNoise(long seed) {
    this.state = seed;
  }

  /** The first {@code count} numbers of a seed: mean 0, variance 1, computed in double. */
  public static float[] of(long seed, int count) {
    GaussianNoise noise = new GaussianNoise(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i += 2) {
      double radius = Math.sqrt(-2 * Math.log(1 - noise.uniform()));
      double angle = 2 * Math.PI * noise.uniform();
      values[i] = (float) (radius * Math.cos(angle));
      if (i + 1 < count) {
        values[i + 1] = (float) (radius * Math.sin(angle));
      }
    }
    return values;
  }

  private double uniform() {
    state += GOLDEN_GAMMA;
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * UNIT;
  }
}
