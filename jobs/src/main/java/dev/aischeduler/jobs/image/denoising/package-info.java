/** Denoising of several pictures in one batch, step by step. */
@NullMarked
package dev.aischeduler.jobs.image.denoising;

import org.jspecify.annotations.NullMarked;
