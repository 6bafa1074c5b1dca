package dev.aischeduler.jobs.image;

/**
 * A picture that is to be denoised. Neither array is changed.
 *
 * @param easel of its job
 * @param image index of the picture in its job, from 0
 * @param noise what it starts from
 */
record Sketch(Easel easel, int image, BatchKey key, Prompts prompts, float[] noise) {}
