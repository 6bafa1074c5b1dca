package dev.aischeduler.jobs.llm.sampling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Samples tokens from logits. The order of the filters is that of Hugging Face's {@code generate}:
 * repetition penalty over prompt and answer (Keskar et al., "CTRL", 2019), temperature, top-k (Fan
 * et al. 2018), top-p (nucleus sampling, Holtzman et al. 2020). Equal seed, prompt and logits give
 * equal tokens. Confined to one thread.
 */
public final class TokenSampler {
  /**
   * Tokens that are ranked first for top-p without top-k; they contain the nucleus in nearly every
   * step.
   */
  private static final int FIRST_CANDIDATES = 64;

  /**
   * Tokens whose logit is this many temperatures below the highest are left out: their weight is
   * below 1e-10 of the highest.
   */
  private static final float NEGLIGIBLE = 23;

  /** Most acceptable tokens that are drawn from without top-k. */
  private static final int MOST_ACCEPTABLE = 1024;

  private final Sampling sampling;
  private final @Nullable TokenFilter filter;
  private final @Nullable AcceptableTokens acceptable;
  private final SplittableRandom random;
  private final TopTokens top = new TopTokens();
  private final BitSet seen = new BitSet();
  private int[] seenIds = new int[256];
  private int seenCount;

  /**
   * Creates a sampler for one answer.
   *
   * @param seed seed of the random numbers
   * @param prompt token ids to which the repetition penalty applies from the start
   */
  public TokenSampler(Sampling sampling, long seed, long[] prompt) {
    this(sampling, seed, prompt, null);
  }

  /**
   * Creates a sampler for one answer that must have a format.
   *
   * @param seed seed of the random numbers
   * @param prompt token ids to which the repetition penalty applies from the start
   * @param filter says which tokens may come next; top-k and top-p apply to those that it accepts,
   *     without top-k to the likeliest 1,024 of them; null for all tokens
   */
  public TokenSampler(Sampling sampling, long seed, long[] prompt, @Nullable TokenFilter filter) {
    this.sampling = sampling;
    this.filter = filter;
    this.acceptable = filter == null ? null : new AcceptableTokens(filter);
    this.random = new SplittableRandom(seed);
    for (long id : prompt) {
      remember((int) id);
    }
  }

  /**
   * Samples the next token; the repetition penalty applies to it from then on.
   *
   * @param logits one for each token of the vocabulary; changed by the call
   * @return the token id, an index of {@code logits}
   * @throws IllegalStateException when the highest logit is NaN or infinite, or the filter accepts
   *     no token
   */
  public int next(float[] logits) {
    penalise(logits);
    int token;
    if (filter == null || acceptable == null) {
      token = anyOf(logits);
    } else {
      float[] some = acceptable.find(logits, mostAcceptable(), NEGLIGIBLE * sampling.temperature());
      token = acceptable.id(anyOf(some));
      filter.taken(token);
    }
    remember(token);
    return token;
  }

  private int mostAcceptable() {
    if (sampling.temperature() == 0) {
      return 1;
    }
    return sampling.topK() > 0 ? sampling.topK() : MOST_ACCEPTABLE;
  }

  /** Index of one of the logits. */
  private int anyOf(float[] logits) {
    if (sampling.temperature() > 0 && sampling.topK() > 0) {
      return drawFromTopK(logits);
    }
    int best = best(logits);
    checkUsable(logits[best]);
    return sampling.temperature() == 0 ? best : draw(logits, logits[best]);
  }

  private static void checkUsable(float logit) {
    if (!Float.isFinite(logit)) {
      throw new IllegalStateException(
          "the model computed " + logit + " instead of logits; its weights are damaged");
    }
  }

  /** The highest logit is the first of the ranking, so no other pass over the logits is needed. */
  private int drawFromTopK(float[] logits) {
    top.select(logits, Math.min(sampling.topK(), logits.length));
    float max = top.logit(0);
    checkUsable(max);
    return drawRanked(max, rankedWeight(max));
  }

  private int draw(float[] logits, float max) {
    double total = weights(logits, max);
    if (sampling.topP() >= 1) {
      return drawFromAll(logits, max, total);
    }
    int candidates = Math.min(FIRST_CANDIDATES, logits.length);
    top.select(logits, candidates);
    while (candidates < logits.length && rankedWeight(max) < sampling.topP() * total) {
      candidates = Math.min(candidates * 16, logits.length);
      top.select(logits, candidates);
    }
    return drawRanked(max, total);
  }

  /**
   * Samples from the nucleus: the fewest highest tokens whose weight is at least top-p of {@code
   * total}.
   */
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

  private int drawFromAll(float[] logits, float max, double total) {
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
    double penalty = sampling.repetitionPenalty();
    if (penalty == 1) {
      return;
    }
    for (int i = 0; i < seenCount; i++) {
      int id = seenIds[i];
      if (id < logits.length) {
        logits[id] = penalised(logits[id], penalty);
      }
    }
  }

  /** Finite for every penalty: a tiny one would make the logit infinite, which is no weight. */
  private static float penalised(float logit, double penalty) {
    return (float) (logit > 0 ? Math.min(logit / penalty, Float.MAX_VALUE) : logit * penalty);
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
