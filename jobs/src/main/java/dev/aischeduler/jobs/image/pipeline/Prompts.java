package dev.aischeduler.jobs.image.pipeline;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Encoded prompts and negative prompts: rows of tokens by features, one for each picture.
 *
 * @param pair the negative rows, then the positive ones
 */
public record Prompts(Tensor negative, Tensor positive, Tensor pair) {

  /** Both prompts of one picture or more, encoded by the same model. */
  public static Prompts of(Tensor negative, Tensor positive) {
    return new Prompts(negative, positive, rows(List.of(negative, positive)));
  }

  /** Those of several pictures, in their order. */
  public static Prompts together(List<Prompts> all) {
    if (all.size() == 1) {
      return all.get(0);
    }
    return of(
        rows(all.stream().map(Prompts::negative).toList()),
        rows(all.stream().map(Prompts::positive).toList()));
  }

  private static Tensor rows(List<Tensor> parts) {
    int length = parts.stream().mapToInt(part -> part.values().length).sum();
    FloatBuffer rows = FloatBuffer.allocate(length);
    long[] shape = parts.get(0).shape().clone();
    shape[0] = 0;
    for (Tensor part : parts) {
      rows.put(part.values());
      shape[0] += part.shape()[0];
    }
    return new Tensor(rows.array(), shape);
  }
}
