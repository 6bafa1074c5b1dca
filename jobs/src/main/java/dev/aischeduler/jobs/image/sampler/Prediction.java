package dev.aischeduler.jobs.image.sampler;

/** What a UNet was trained to predict. */
public enum Prediction {
  /** The noise in the latents. */
  EPSILON,
  /** {@code sqrt(a) noise - sqrt(1 - a) picture} (Salimans and Ho 2022). */
  V_PREDICTION
}
