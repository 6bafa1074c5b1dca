package dev.aischeduler.jobs.image;

import org.jspecify.annotations.Nullable;

/**
 * A request to draw pictures. Everything may be left out except {@code prompt}; {@link
 * ImageHandler#validate} fills in the rest.
 *
 * @param prompt what to draw
 * @param negativePrompt what to stay away from; default: nothing in particular
 * @param width pixels, a multiple of 8, 64..{@code limits.max_image_side}; default 512 or that
 *     limit
 * @param height like {@code width}
 * @param steps denoising steps, 1..{@code limits.max_steps}; default: the model's, else 20
 * @param useTurbo true takes the model's fast way, where it has one: fewer steps and its own
 *     guidance; default false
 * @param guidanceScale 0..30, how closely to follow the prompt; up to 1 ignores the negative
 *     prompt; default: the model's, else 7.5
 * @param seed the same seed, request and model give the same picture; default: derived from the
 *     job's id, so that a retry repeats it
 * @param n pictures, 1..{@code limits.max_images}, of seeds {@code seed, seed + 1, ...}; default 1
 * @param sampler {@code ddim} or {@code euler}; default: the model's
 * @param model engine name, folder of an installed model, or the miniature's name; default: {@code
 *     engines.image}
 */
public record ImageRequest(
    @Nullable String prompt,
    @Nullable String negativePrompt,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer steps,
    @Nullable Boolean useTurbo,
    @Nullable Double guidanceScale,
    @Nullable Long seed,
    @Nullable Integer n,
    @Nullable String sampler,
    @Nullable String model) {}
