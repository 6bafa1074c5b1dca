package dev.aischeduler.jobs.llm.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenSamplerTest {
  private static final long[] NO_PROMPT = {};

  @ParameterizedTest
  @CsvSource({"1,1,0", "0.5,1,0", "1,0.8,0", "1,1,5", "0.7,0.9,20", "2,0.999,0", "1.3,0.5,3"})
  void tokens_are_drawn_with_the_probabilities_of_the_definition(
      double temperature, double topP, int topK) {
    float[] logits = randomLogits(200, 42);
    double[] expected = definition(logits, temperature, topP, topK);
    TokenSampler sampler =
        new TokenSampler(new Sampling(temperature, topP, topK, 1), 11, NO_PROMPT);
    int draws = 40_000;
    int[] counts = new int[logits.length];
    for (int i = 0; i < draws; i++) {
      counts[sampler.next(logits)]++;
    }
    for (int id = 0; id < logits.length; id++) {
      // Five standard deviations of a binomial count.
      double sigma = Math.sqrt(draws * expected[id] * (1 - expected[id]));
      assertThat((double) counts[id]).isCloseTo(draws * expected[id], within(5 * sigma + 1e-9));
    }
  }

  @Test
  void temperature_0_takes_the_likeliest_token() {
    float[] logits = randomLogits(1000, 1);
    int best =
        IntStream.range(0, 1000).boxed().max(Comparator.comparing(i -> logits[i])).orElseThrow();
    TokenSampler greedy = new TokenSampler(new Sampling(0, 0.5, 3, 1), 0, NO_PROMPT);
    assertThat(greedy.next(logits)).isEqualTo(best);
  }

  @Test
  void the_repetition_penalty_weakens_tokens_of_prompt_and_answer_whatever_their_sign() {
    TokenSampler greedy = new TokenSampler(new Sampling(0, 1, 0, 2), 0, new long[] {0, 0});
    assertThat(greedy.next(new float[] {3, 2, 1.1f})).isEqualTo(1);
    assertThat(greedy.next(new float[] {3, 2.9f, 1.6f})).isEqualTo(2);
    assertThat(greedy.next(new float[] {-1, -1, -1, -1.9f})).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"4.9e-324,0,0", "1e-300,1,0", "1e-50,1,2", "1e-40,4.9e-324,0", "1e-50,1e-300,3"})
  void the_least_penalty_and_temperature_prefer_a_seen_token_and_stay_finite(
      double penalty, double temperature, int topK) {
    TokenSampler sampler =
        new TokenSampler(new Sampling(temperature, 1, topK, penalty), 3, new long[] {0, 1});
    assertThat(sampler.next(new float[] {0.5f, -4, 3, 2.5f})).isZero();
    assertThat(sampler.next(new float[] {-2, -4, -0.5f, -3})).isBetween(0, 1);
  }

  @Test
  void damaged_logits_are_an_error_instead_of_a_token() {
    float[] nothing = {Float.NaN, Float.NaN};
    TokenSampler sampler = new TokenSampler(Sampling.RECOMMENDED, 0, NO_PROMPT);
    assertThatThrownBy(() -> sampler.next(nothing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("NaN");
  }

  private static float[] randomLogits(int size, long seed) {
    Random random = new Random(seed);
    float[] logits = new float[size];
    for (int i = 0; i < size; i++) {
      logits[i] = (float) (random.nextGaussian() * 3);
    }
    return logits;
  }

  /** Probabilities by sorting everything, as the definition says. */
  private static double[] definition(float[] logits, double temperature, double topP, int topK) {
    Integer[] ranked = IntStream.range(0, logits.length).boxed().toArray(Integer[]::new);
    Arrays.sort(ranked, Comparator.comparing(i -> -logits[i]));
    int kept = topK == 0 ? logits.length : topK;
    double[] weights = new double[kept];
    for (int rank = 0; rank < kept; rank++) {
      weights[rank] = Math.exp(logits[ranked[rank]] / temperature);
    }
    double total = Arrays.stream(weights).sum();
    double[] probabilities = new double[logits.length];
    double nucleus = 0;
    int rank = 0;
    while (rank < kept && nucleus < topP * total) {
      nucleus += weights[rank++];
    }
    for (int i = 0; i < rank; i++) {
      probabilities[ranked[i]] = weights[i] / nucleus;
    }
    return probabilities;
  }
}
