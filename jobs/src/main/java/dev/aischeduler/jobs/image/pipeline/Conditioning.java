package dev.aischeduler.jobs.image.pipeline;

/**
 * A prompt as the UNet reads it.
 *
 * @param states hidden states, one row of tokens by features
 * @param truncated whether the end of the prompt did not fit and was left out
 */
public record Conditioning(Tensor states, boolean truncated) {}
