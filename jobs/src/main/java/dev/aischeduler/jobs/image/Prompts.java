package dev.aischeduler.jobs.image;

import java.util.Arrays;

/**
 * What to draw and what to stay away from, encoded; each one row of tokens by features.
 *
 * @param pair the negative row, then the positive one
 */
record Prompts(Tensor negative, Tensor positive, Tensor pair) {

  /** Both prompts, encoded by the same model. */
  static Prompts of(Tensor negative, Tensor positive) {
    float[] rows = Arrays.copyOf(negative.values(), 2 * negative.values().length);
    System.arraycopy(
        positive.values(), 0, rows, negative.values().length, positive.values().length);
    long[] shape = negative.shape().clone();
    shape[0] = 2;
    return new Prompts(negative, positive, new Tensor(rows, shape));
  }
}
