package dev.aischeduler.jobs.image.sampler;

/**
 * Euler's method along the probability flow, without churn (Karras et al. 2022, algorithm 2), as
 * diffusers' EulerDiscreteScheduler with final sigma 0.
 */
public final class EulerSampler implements Sampler {
  private final NoiseSchedule schedule;
  private final double[] timesteps;
  private final double[] sigmas;
  private final double startScale;

  EulerSampler(NoiseSchedule schedule, int steps) {
    this.schedule = schedule;
    this.timesteps = schedule.eulerTimesteps(steps);
    this.sigmas = new double[steps + 1];
    for (int i = 0; i < steps; i++) {
      sigmas[i] = sigma(timesteps[i]);
    }
    double largest = sigmas[0];
    this.startScale = schedule.startsAtMaximum() ? largest : Math.sqrt(largest * largest + 1);
  }

  /** Noise against signal at a timestep; between two whole ones on the line between them. */
  private double sigma(double timestep) {
    int below = (int) timestep;
    int above = Math.min(below + 1, schedule.trained() - 1);
    double part = timestep - below;
    return (1 - part) * sigma(below) + part * sigma(above);
  }

  private double sigma(int timestep) {
    double alpha = schedule.alpha(timestep);
    return Math.sqrt((1 - alpha) / alpha);
  }

  @Override
  public int steps() {
    return timesteps.length;
  }

  @Override
  public double timestep(int step) {
    return timesteps[step];
  }

  @Override
  public float[] start(float[] noise) {
    return scaled(noise, startScale);
  }

  @Override
  public float[] input(float[] latents, int step) {
    return scaled(latents, 1 / Math.sqrt(sigmas[step] * sigmas[step] + 1));
  }

  @Override
  public Step step(float[] output, float[] latents, int step) {
    double sigma = sigmas[step];
    double change = sigmas[step + 1] - sigma;
    double variance = sigma * sigma + 1;
    float[] after = new float[latents.length];
    float[] clean = new float[latents.length];
    for (int i = 0; i < latents.length; i++) {
      double x0 =
          switch (schedule.prediction()) {
            case EPSILON -> latents[i] - sigma * output[i];
            case V_PREDICTION -> latents[i] / variance - sigma / Math.sqrt(variance) * output[i];
          };
      clean[i] = (float) x0;
      after[i] = (float) (latents[i] + (latents[i] - x0) / sigma * change);
    }
    return new Step(after, clean);
  }

  private static float[] scaled(float[] values, double factor) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (float) (values[i] * factor);
    }
    return scaled;
  }
}
