package dev.aischeduler.jobs.llm.sampling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Draws tokens from logits. Order of the steps as in Hugging Face's generate: repetition penalty
 * over prompt and answer (Keskar et al. 2019, CTRL), temperature, top-k, top-p (Holtzman et al.
 * 2020). The same seed and logits give the same tokens. Confined to one thread.
 */
public final class TokenSampler {
  /** Candidates looked at first where only top-p limits them; enough for nearly every step. */
  private static final int FIRST_CANDIDATES = 64;

  /** A token this far below the best, in units of the temperature, weighs 1e-10 of it. */
  private static final float NEGLIGIBLE = 23;

  private final Sampling sampling;
  private final SplittableRandom random;
  private final TopTokens top = new TopTokens();
  private final BitSet seen = new BitSet();
  private int[] seenIds = new int[256];
  private int seenCount;

  /**
   * A sampler for one answer.
   *
   * @param prompt ids that count as already used
   */
  public TokenSampler(Sampling sampling, long seed, long[] prompt) {
    this.sampling = sampling;
    this.random = new SplittableRandom(seed);
    for (long id : prompt) {
      remember((int) id);
    }
  }

  /**
   * The next token, which then counts as used.
   *
   * @param logits one for each token of the vocabulary; changed by the call
   * @throws IllegalStateException when the model computed no usable number
   */
  public int next(float[] logits) {
    penalise(logits);
    int token;
    if (sampling.temperature() > 0 && sampling.topK() > 0) {
      token = drawFromTopK(logits);
    } else {
      int best = best(logits);
      checkUsable(logits[best]);
      token = sampling.temperature() == 0 ? best : draw(logits, logits[best]);
    }
    remember(token);
    return token;
  }

  private static void checkUsable(float logit) {
    if (!Float.isFinite(logit)) {
      throw new IllegalStateException(
          "the model computed " + logit + " instead of logits; its weights are damaged");
    }
  }

  /** The best is the first of the ranking: no need to look for it apart. */
  private int drawFromTopK(float[] logits) {
    top.select(logits, Math.min(sampling.topK(), logits.length));
    float max = top.logit(0);
    checkUsable(max);
    return drawRanked(max, rankedWeight(max));
  }

  private int draw(float[] logits, float max) {
    double total = weights(logits, max);
    if (sampling.topP() >= 1) {
      return drawAny(logits, max, total);
    }
    int candidates = Math.min(FIRST_CANDIDATES, logits.length);
    top.select(logits, candidates);
    while (candidates < logits.length && rankedWeight(max) < sampling.topP() * total) {
      candidates = Math.min(candidates * 16, logits.length);
      top.select(logits, candidates);
    }
    return drawRanked(max, total);
  }

  /** Draws from the shortest head of the ranking that has the share top-p of the total weight. */
  private int drawRanked(float max, double total) {
    double nucleus = 0;
    int count = 0;
    while (count < top.size() && (count == 0 || nucleus < sampling.topP() * total)) {
      nucleus += weight(top.logit(count++), max);
    }
    double left = random.nextDouble() * nucleus;
    for (int rank = 0; rank < count - 1; rank++) {
      left -= weight(top.logit(rank), max);
      if (left < 0) {
        return top.id(rank);
      }
    }
    return top.id(count - 1);
  }

  private int drawAny(float[] logits, float max, double total) {
    double left = random.nextDouble() * total;
    int last = 0;
    for (int id = 0; id < logits.length; id++) {
      if (negligible(logits[id], max)) {
        continue;
      }
      last = id;
      left -= weight(logits[id], max);
      if (left < 0) {
        return id;
      }
    }
    return last;
  }

  private double weights(float[] logits, float max) {
    double total = 0;
    for (float logit : logits) {
      if (!negligible(logit, max)) {
        total += weight(logit, max);
      }
    }
    return total;
  }

  private double rankedWeight(float max) {
    double total = 0;
    for (int rank = 0; rank < top.size(); rank++) {
      total += weight(top.logit(rank), max);
    }
    return total;
  }

  private boolean negligible(float logit, float max) {
    return logit < max - NEGLIGIBLE * sampling.temperature();
  }

  private double weight(float logit, float max) {
    return Math.exp((logit - max) / sampling.temperature());
  }

  private void penalise(float[] logits) {
    float penalty = (float) sampling.repetitionPenalty();
    if (penalty == 1) {
      return;
    }
    for (int i = 0; i < seenCount; i++) {
      int id = seenIds[i];
      if (id < logits.length) {
        logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
      }
    }
  }

  private void remember(int id) {
    if (!seen.get(id)) {
      seen.set(id);
      if (seenCount == seenIds.length) {
        seenIds = Arrays.copyOf(seenIds, seenCount * 2);
      }
      seenIds[seenCount++] = id;
    }
  }

  private static int best(float[] logits) {
    int best = 0;
    float highest = Float.NEGATIVE_INFINITY;
    for (int id = 0; id < logits.length; id++) {
      if (logits[id] > highest) {
        highest = logits[id];
        best = id;
      }
    }
    return best;
  }
}
