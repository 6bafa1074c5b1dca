/** The graphs of a diffusion pipeline: tokenizer, text encoder, UNet, VAE decoder. */
@NullMarked
package dev.aischeduler.jobs.image.pipeline;

import org.jspecify.annotations.NullMarked;
