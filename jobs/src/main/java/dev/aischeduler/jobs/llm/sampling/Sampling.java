package dev.aischeduler.jobs.llm.sampling;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Sampling parameters, with the meaning that they have in Hugging Face's {@code generate}. The
 * ranges are the caller's duty.
 *
 * @param temperature 0..2; logits are divided by it; 0 takes the most likely token (greedy)
 * @param topP above 0 up to 1; samples from the fewest most likely tokens whose probabilities add
 *     up to it; 1 for no limit
 * @param topK at least 0; samples from this many most likely tokens; 0 for no limit
 * @param repetitionPenalty above 0 up to 2; above 1 makes tokens of prompt and answer less likely;
 *     1 for none
 */
public record Sampling(double temperature, double topP, int topK, double repetitionPenalty) {

  /**
   * The recommendation for Qwen2.5 chat models; replaces values that a model's {@code
   * generation_config.json} does not give.
   */
  public static final Sampling RECOMMENDED = new Sampling(0.7, 0.8, 20, 1.05);

  /**
   * Reads the defaults of a model. Values that are missing or out of range are replaced by {@link
   * #RECOMMENDED}; a negative {@code top_k} means no limit. {@code "do_sample": false} gives greedy
   * sampling, with a repetition penalty only if the file has one.
   *
   * @param config content of the model's {@code generation_config.json}; may be empty
   */
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
