package dev.aischeduler.jobs.image;

import dev.aischeduler.jobs.image.sampler.SamplerKind;

/**
 * What pictures must have in common to be denoised in one batch: the network takes one timestep for
 * all of them.
 *
 * @param guidance 1 or less ignores the negative prompts
 */
record BatchKey(LatentSize size, SamplerKind sampler, int steps, double guidance) {

  /** Of the pictures of a plan. */
  static BatchKey of(DrawingPlan plan) {
    return new BatchKey(plan.latents(), plan.sampler(), plan.steps(), plan.guidance());
  }
}
