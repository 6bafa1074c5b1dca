package dev.aischeduler.jobs.image.denoising;

import dev.aischeduler.jobs.image.pipeline.LatentSize;
import dev.aischeduler.jobs.image.sampler.SamplerKind;

/**
 * What pictures must have in common to be denoised in one batch: the network takes one timestep for
 * all of them.
 *
 * @param guidance 1 or less ignores the negative prompts
 */
public record BatchKey(LatentSize size, SamplerKind sampler, int steps, double guidance) {}
