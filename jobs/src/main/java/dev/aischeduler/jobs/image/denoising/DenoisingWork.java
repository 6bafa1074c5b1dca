package dev.aischeduler.jobs.image.denoising;

import dev.aischeduler.jobs.image.pipeline.Prompts;
import dev.aischeduler.jobs.step.Work;

/**
 * A picture that is to be denoised. Neither array is changed.
 *
 * @param easel of its job
 * @param image index of the picture in its job, from 0
 * @param noise what it starts from
 */
public record DenoisingWork(
    StepResults easel, int image, BatchKey key, Prompts prompts, float[] noise) implements Work {

  @Override
  public int priority() {
    return easel.priority();
  }

  @Override
  public boolean hasLeft() {
    return easel.hasLeft();
  }

  @Override
  public void fail(Throwable why) {
    easel.fail(why);
  }
}
