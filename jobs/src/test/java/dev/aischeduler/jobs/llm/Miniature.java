package dev.aischeduler.jobs.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.model.ModelFolder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The shipped language model and what its golden file expects of it. */
public final class Miniature {
  public static final Path PATH = Miniatures.MODELS.resolve("llm-mini");
  static final ModelFolder FOLDER = new ModelFolder("llm-mini", "qwen2.5", PATH, true);

  private Miniature() {}

  /** A question, its prompt, and the greedy answer of the shipped weights. */
  public record Golden(
      String question,
      String prompt,
      List<Long> inputIds,
      List<Long> greedyIds,
      String text,
      List<Float> firstLogits) {
    @Override
    public String toString() {
      return question;
    }
  }

  /** All questions of the golden file. */
  public static List<Golden> golden() throws IOException {
    List<Golden> all = new ArrayList<>();
    JsonNode file = Json.mapper().readTree(PATH.resolve("golden.json").toFile());
    for (JsonNode c : file.get("cases")) {
      String prompt = c.get("prompt").asText();
      String question =
          prompt.substring(
              prompt.indexOf("user\n") + 5, prompt.indexOf("<|im_end|>\n<|im_start|>assistant"));
      JsonNode expected = c.get("default");
      all.add(
          new Golden(
              question,
              prompt,
              list(c.get("input_ids"), JsonNode::asLong),
              list(expected.get("greedy_ids"), JsonNode::asLong),
              expected.get("text").asText(),
              list(expected.get("first_logits"), id -> (float) id.asDouble())));
    }
    return all;
  }

  /** A tiny export of another kind: GroupQueryAttention, half precision, no position ids. */
  public static Path groupQuery() {
    try {
      return Path.of(Objects.requireNonNull(Miniature.class.getResource("gqa-tiny")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> value) {
    return StreamSupport.stream(array.spliterator(), false).map(value).toList();
  }

  /** The ids as the model takes them. */
  public static long[] array(List<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  static Settings settings(String engine, boolean prewarm, Path installed) {
    return Miniatures.settings(
        installed,
        Map.of(
            "engines.llm",
            engine,
            "models.prewarm",
            Boolean.toString(prewarm),
            "limits.max_prompt_chars",
            "2000"));
  }

  static LlmRequest ask(String prompt) {
    return new LlmRequest(
        prompt, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }
}
