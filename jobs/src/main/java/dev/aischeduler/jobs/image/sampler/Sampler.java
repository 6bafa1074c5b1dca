package dev.aischeduler.jobs.image.sampler;

/**
 * Turns noise into latents, one step at a time, asking the model at each step's timestep. Pure: the
 * same arguments give the same result. Arrays of any one length; arguments are never changed.
 * Immutable, thread-safe.
 */
public sealed interface Sampler permits DdimSampler, EulerSampler {

  /** Number of steps. */
  int steps();

  /** The training timestep of a step, possibly between two whole ones. */
  double timestep(int step);

  /** The latents before step 0. */
  float[] start(float[] noise);

  /** What the model is given in place of the latents at a step. */
  float[] input(float[] latents, int step);

  /**
   * One step.
   *
   * @param output what the model predicted from {@link #input}
   */
  Step step(float[] output, float[] latents, int step);

  /** The outcome of a step. */
  final class Step {
    private final float[] latents;
    private final float[] clean;

    Step(float[] latents, float[] clean) {
      this.latents = latents;
      this.clean = clean;
    }

    /** Where the next step starts; after the last step, the finished latents. */
    public float[] latents() {
      return latents;
    }

    /** The finished latents as estimated at this step. */
    public float[] clean() {
      return clean;
    }
  }
}
