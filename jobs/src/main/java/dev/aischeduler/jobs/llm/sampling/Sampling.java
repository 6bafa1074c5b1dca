package dev.aischeduler.jobs.llm.sampling;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How the next token is drawn.
 *
 * @param temperature 0..2, 0 for greedy
 * @param topP above 0 up to 1
 * @param topK 0 for no limit
 * @param repetitionPenalty above 0 up to 2, 1 for none
 */
public record Sampling(double temperature, double topP, int topK, double repetitionPenalty) {

  /** What Qwen2.5 recommends; used where a model's own generation_config.json says nothing. */
  public static final Sampling RECOMMENDED = new Sampling(0.7, 0.8, 20, 1.05);

  /** The defaults in a generation_config.json; values out of range are replaced by ours. */
  public static Sampling from(JsonNode config) {
    if (!config.path("do_sample").asBoolean(true)) {
      return new Sampling(0, 1, 0, number(config, "repetition_penalty", 1, 2));
    }
    return new Sampling(
        number(config, "temperature", RECOMMENDED.temperature, 2),
        number(config, "top_p", RECOMMENDED.topP, 1),
        config.path("top_k").canConvertToInt()
            ? Math.max(0, config.path("top_k").asInt())
            : RECOMMENDED.topK,
        number(config, "repetition_penalty", RECOMMENDED.repetitionPenalty, 2));
  }

  private static double number(JsonNode config, String key, double fallback, double max) {
    double value = config.path(key).asDouble(fallback);
    return value > 0 && value <= max ? value : fallback;
  }
}
