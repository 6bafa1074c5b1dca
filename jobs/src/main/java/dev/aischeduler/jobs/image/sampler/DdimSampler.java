package dev.aischeduler.jobs.image.sampler;

/**
 * Denoising diffusion implicit models with eta 0 (Song, Meng and Ermon 2021), as diffusers'
 * DDIMScheduler.
 */
public final class DdimSampler implements Sampler {
  private final NoiseSchedule schedule;
  private final double[] timesteps;
  private final int stride;

  DdimSampler(NoiseSchedule schedule, int steps) {
    this.schedule = schedule;
    this.timesteps = schedule.ddimTimesteps(steps);
    this.stride = schedule.trained() / steps;
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
    return noise.clone();
  }

  @Override
  public float[] input(float[] latents, int step) {
    return latents;
  }

  @Override
  public Step step(float[] output, float[] latents, int step) {
    int now = (int) timesteps[step];
    int next = now - stride;
    double alpha = schedule.alpha(now);
    double nextAlpha = next >= 0 ? schedule.alpha(next) : schedule.finalAlpha();
    double signal = Math.sqrt(alpha);
    double noise = Math.sqrt(1 - alpha);
    double nextSignal = Math.sqrt(nextAlpha);
    double nextNoise = Math.sqrt(1 - nextAlpha);
    float[] after = new float[latents.length];
    float[] clean = new float[latents.length];
    for (int i = 0; i < latents.length; i++) {
      double x0;
      double epsilon;
      switch (schedule.prediction()) {
        case EPSILON -> {
          epsilon = output[i];
          x0 = (latents[i] - noise * epsilon) / signal;
        }
        case V_PREDICTION -> {
          x0 = signal * latents[i] - noise * output[i];
          epsilon = signal * output[i] + noise * latents[i];
        }
        default -> throw new AssertionError(schedule.prediction());
      }
      x0 = schedule.clipped(x0);
      clean[i] = (float) x0;
      after[i] = (float) (nextSignal * x0 + nextNoise * epsilon);
    }
    return new Step(after, clean);
  }
}
