package dev.aischeduler.jobs.llm.sampling;

import java.util.Arrays;

/**
 * The likeliest tokens that a filter accepts. Tokens are checked in the order of their logits until
 * enough are found, so most of the vocabulary is never checked. Confined to one thread.
 */
final class AcceptableTokens {
  /** Tokens that are ranked first; nearly always they are enough. */
  private static final int FIRST = 64;

  private final TokenFilter filter;
  private final TopTokens top = new TopTokens();
  private int[] plausible = new int[0];
  private float[] plausibleLogits = new float[0];
  private int[] ids = new int[0];

  AcceptableTokens(TokenFilter filter) {
    this.filter = filter;
  }

  /**
   * Finds acceptable tokens.
   *
   * @param logits one for each token of the vocabulary
   * @param most how many are wanted at most, at least 1
   * @param window tokens whose logit is so much below that of the first are left out
   * @return their logits, the highest first; {@link #id} tells their ids
   * @throws IllegalStateException when no token is acceptable
   */
  float[] find(float[] logits, int most, double window) {
    int count = findPlausible(logits);
    float[] found = new float[Math.min(most, count)];
    ids = ids.length < found.length ? new int[found.length] : ids;
    int size = 0;
    int rank = 0;
    for (int ranked = Math.min(FIRST, count); rank < count; ranked = Math.min(ranked * 8, count)) {
      top.select(plausibleLogits, count, ranked);
      for (; rank < ranked; rank++) {
        float logit = top.logit(rank);
        if (size == found.length || (size > 0 && logit < found[0] - window)) {
          return Arrays.copyOf(found, size);
        }
        int id = plausible[top.id(rank)];
        if (filter.accepts(id)) {
          ids[size] = id;
          found[size++] = logit;
        }
      }
    }
    if (size == 0) {
      throw new IllegalStateException(
          "no token of the model's vocabulary can continue the answer as its format demands;"
              + " ask for another format or model");
    }
    return Arrays.copyOf(found, size);
  }

  private int findPlausible(float[] logits) {
    if (plausible.length < logits.length) {
      plausible = new int[logits.length];
      plausibleLogits = new float[logits.length];
    }
    int count = 0;
    for (int id = 0; id < logits.length; id++) {
      if (filter.plausible(id)) {
        plausible[count] = id;
        plausibleLogits[count++] = logits[id];
      }
    }
    return count;
  }

  /** The id of the token at an index of what {@link #find} returned. */
  int id(int index) {
    return ids[index];
  }
}
