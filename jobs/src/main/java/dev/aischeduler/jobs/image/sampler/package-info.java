/** The mathematics of denoising: noise, schedules and samplers, on plain arrays. */
@NullMarked
package dev.aischeduler.jobs.image.sampler;

import org.jspecify.annotations.NullMarked;
