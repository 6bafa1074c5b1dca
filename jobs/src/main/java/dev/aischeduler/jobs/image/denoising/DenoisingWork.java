package dev.aischeduler.jobs.image.denoising;

import dev.aischeduler.jobs.image.pipeline.Prompts;
import dev.aischeduler.jobs.step.Work;

/**
 * A picture that is to be denoised. Neither array is changed.
 *
 * @param results takes the results of its steps
 * @param image index of the picture in its job, from 0
 * @param noise what it starts from
 */
public record DenoisingWork(
    StepResults results, int image, BatchKey key, Prompts prompts, float[] noise) implements Work {

  @Override
  public int priority() {
    return results.priority();
  }

  @Override
  public boolean isCancelled() {
    return results.isCancelled();
  }

  @Override
  public void fail(Throwable why) {
    results.fail(why);
  }
}
