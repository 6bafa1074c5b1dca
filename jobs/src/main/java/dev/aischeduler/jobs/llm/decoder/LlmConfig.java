package dev.aischeduler.jobs.llm.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.llm.sampling.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What a model folder's {@code config.json} and {@code generation_config.json} say.
 *
 * @param contextTokens longest prompt plus answer, in tokens
 * @param keyValueHeads heads of the key/value cache
 * @param headSize numbers of one head
 * @param vocabulary number of token ids
 * @param endTokens ids that end an answer
 * @param sampling the model's own sampling defaults
 */
public record LlmConfig(
    int contextTokens,
    int keyValueHeads,
    int headSize,
    int vocabulary,
    Set<Integer> endTokens,
    Sampling sampling) {

  /**
   * Reads both files; the second may be missing.
   *
   * @throws IOException when a file cannot be read or lacks a needed key; the message names both
   */
  public static LlmConfig read(Path folder) throws IOException {
    Path file = folder.resolve("config.json");
    JsonNode config = Json.mapper().readTree(file.toFile());
    JsonNode generation = generationConfig(folder);
    int heads = required(file, config, "num_attention_heads");
    int headSize =
        config.path("head_dim").asInt(required(file, config, "hidden_size") / Math.max(1, heads));
    Set<Integer> end = new HashSet<>();
    collectIds(config.path("eos_token_id"), end);
    collectIds(generation.path("eos_token_id"), end);
    return new LlmConfig(
        required(file, config, "max_position_embeddings"),
        config.path("num_key_value_heads").asInt(heads),
        headSize,
        required(file, config, "vocab_size"),
        Set.copyOf(end),
        Sampling.from(generation));
  }

  /** Sampling defaults of a folder, without loading anything; ours when it has none. */
  public static Sampling samplingOf(Path folder) {
    try {
      return Sampling.from(generationConfig(folder));
    } catch (IOException e) {
      // A damaged folder is reported by the load, which names the file; the submission is accepted.
      return Sampling.RECOMMENDED;
    }
  }

  private static JsonNode generationConfig(Path folder) throws IOException {
    Path file = folder.resolve("generation_config.json");
    return Files.isRegularFile(file)
        ? Json.mapper().readTree(file.toFile())
        : MissingNode.getInstance();
  }

  private static int required(Path file, JsonNode config, String key) throws IOException {
    int value = config.path(key).asInt(0);
    if (value < 1) {
      throw new IOException(file + " has no usable " + key + "; install the model again");
    }
    return value;
  }

  private static void collectIds(JsonNode idOrIds, Set<Integer> into) {
    if (idOrIds.isInt()) {
      into.add(idOrIds.asInt());
    }
    idOrIds.forEach(id -> collectIds(id, into));
  }
}
