package dev.aischeduler.jobs.image.sampler;

/** How few sampling steps are spread over the many training timesteps, as diffusers names it. */
public enum Spacing {
  /** Evenly from the last timestep to the first, both included. */
  LINSPACE {
    @Override
    double[] timesteps(int trained, int steps, int offset) {
      double[] times = new double[steps];
      for (int i = 0; i < steps; i++) {
        times[i] = steps == 1 ? 0 : (trained - 1.0) * (steps - 1 - i) / (steps - 1);
      }
      return times;
    }
  },
  /** Multiples of a whole stride, plus the offset; the last timestep is left out. */
  LEADING {
    @Override
    double[] timesteps(int trained, int steps, int offset) {
      double[] times = new double[steps];
      int stride = trained / steps;
      for (int i = 0; i < steps; i++) {
        times[i] = Math.min(trained - 1, (steps - 1 - i) * stride + offset);
      }
      return times;
    }
  },
  /** Backwards from the last timestep, which is always included. */
  TRAILING {
    @Override
    double[] timesteps(int trained, int steps, int offset) {
      double[] times = new double[steps];
      double stride = (double) trained / steps;
      for (int i = 0; i < steps; i++) {
        times[i] = Math.max(0, Math.rint(trained - i * stride) - 1);
      }
      return times;
    }
  };

  /**
   * Timesteps, falling, in 0..trained-1.
   *
   * @param steps 1..trained
   */
  abstract double[] timesteps(int trained, int steps, int offset);
}
