package dev.aischeduler.jobs.image;

import dev.aischeduler.jobs.image.picture.Picture;
import java.util.List;

/**
 * Finished pictures.
 *
 * @param pictures one for each seed of the plan
 * @param nativeWidth pixels that the model drew across, before resizing
 * @param nativeHeight pixels that the model drew down, before resizing
 * @param promptTruncated whether the end of the prompt did not fit the model
 * @param negativePromptTruncated the same of the negative prompt
 * @param secondsPerStep mean time of a denoising step
 */
record GenerationResult(
    List<Picture> pictures,
    int nativeWidth,
    int nativeHeight,
    boolean promptTruncated,
    boolean negativePromptTruncated,
    double secondsPerStep) {}
