package dev.aischeduler.bench.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ApiClient;
import java.util.Map;

/** What the clients of the benchmark ask for. */
final class Requests {
  private static final String LLM = "/api/v1/llm/generate";
  private static final String TTS = "/api/v1/tts/synthesize";
  private static final String IMAGE = "/api/v1/image/generate";
  private static final String PROMPT = "Tell me a short story";
  private static final int LONGEST_WAIT_S = 600;

  private Requests() {}

  /** A chat from the request to the committed answer; returns its {@code usage}. */
  static JsonNode chat(ApiClient client, int seed) {
    return result(
        client.post(
            LLM,
            Map.of("prompt", PROMPT, "seed", seed, "max_tokens", 200, "wait_s", LONGEST_WAIT_S),
            Map.of()),
        "usage");
  }

  /**
   * A short, most urgent chat whose tokens are streamed, to its end.
   *
   * @return milliseconds from the request to the first token
   */
  static double firstToken(ApiClient client, int seed) {
    FirstEvent first = new FirstEvent("token");
    client.follow(
        LLM,
        Map.of("prompt", PROMPT, "seed", seed, "max_tokens", 8, "priority", 9, "stream", true),
        Map.of(),
        first);
    return first.ms();
  }

  /**
   * Speech from the request to the committed sound; returns the result, of which {@code duration_s}
   * and {@code real_time_factor} count.
   */
  static JsonNode speech(ApiClient client, String text) {
    return result(client.post(TTS, Map.of("text", text, "wait_s", LONGEST_WAIT_S), Map.of()), "");
  }

  /** A picture with the model's own size and steps, answered at once; returns its task id. */
  static String picture(ApiClient client, int seed) {
    return client
        .post(
            IMAGE,
            Map.of("prompt", "a red apple", "width", 256, "height", 256, "seed", seed),
            Map.of())
        .path("task_id")
        .asText();
  }

  private static JsonNode result(JsonNode answer, String field) {
    JsonNode result = answer.path("result");
    JsonNode found = field.isEmpty() ? result : result.path(field);
    if (found.isMissingNode()) {
      throw new IllegalStateException("no answer: " + answer);
    }
    return found;
  }
}
