package dev.aischeduler.jobs.image.pipeline;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;

/** Prompts to token ids of one fixed length, with a model's own tokenizer. Thread-safe. */
public final class PromptTokenizer implements AutoCloseable {
  private static final Map<String, String> OPTIONS =
      Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer tokenizer;
  private final int length;
  private final long padId;

  private PromptTokenizer(HuggingFaceTokenizer tokenizer, int length, long padId) {
    this.tokenizer = tokenizer;
    this.length = length;
    this.padId = padId;
  }

  /** Ids of a prompt: begin, words, end, padding. */
  public static final class Ids {
    private final long[] values;
    private final boolean truncated;

    private Ids(long[] values, boolean truncated) {
      this.values = values;
      this.truncated = truncated;
    }

    /** The ids; not to be changed. */
    public long[] values() {
      return values;
    }

    /** Whether words were left out to fit. */
    public boolean truncated() {
      return truncated;
    }
  }

  /**
   * Reads {@code tokenizer.json}, or CLIP's {@code vocab.json} and {@code merges.txt}.
   *
   * @param length ids of every prompt
   * @throws IOException when a file is missing or damaged; names it
   */
  public static PromptTokenizer read(Path folder, int length) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    if (!Files.isRegularFile(file) && !ClipTokenizer.isIn(folder)) {
      throw new FileNotFoundException(file + " is missing; install the model again");
    }
    JsonNode description =
        Files.isRegularFile(file)
            ? Json.mapper().readTree(file.toFile())
            : ClipTokenizer.read(folder);
    byte[] bytes = Json.mapper().writeValueAsBytes(description);
    HuggingFaceTokenizer tokenizer;
    try {
      tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), OPTIONS);
    } catch (RuntimeException e) {
      throw new IOException(
          file + " cannot be read (" + e.getMessage() + "); install the model again", e);
    }
    try {
      long[] empty = tokenizer.encode("").getIds();
      long padId = padId(description, config(folder)).orElse(empty[empty.length - 1]);
      return new PromptTokenizer(tokenizer, length, padId);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static JsonNode config(Path folder) throws IOException {
    Path file = folder.resolve("tokenizer_config.json");
    return Files.isRegularFile(file)
        ? Json.mapper().readTree(file.toFile())
        : Json.mapper().createObjectNode();
  }

  /** The id of the pad token, if one is named; CLIP's first release pads with its end token. */
  private static OptionalLong padId(JsonNode description, JsonNode config) {
    JsonNode pad = config.path("pad_token");
    String text = pad.isObject() ? pad.path("content").asText() : pad.asText("");
    for (JsonNode token : description.path("added_tokens")) {
      if (token.path("content").asText().equals(text)) {
        return OptionalLong.of(token.path("id").asLong());
      }
    }
    JsonNode word = description.path("model").path("vocab").path(text);
    return word.isInt() ? OptionalLong.of(word.asLong()) : OptionalLong.empty();
  }

  /** The ids of a prompt; the empty prompt is allowed. */
  Ids encode(String prompt) {
    long[] all = tokenizer.encode(prompt).getIds();
    long[] fitting = Arrays.copyOf(all, length);
    if (all.length > length) {
      fitting[length - 1] = all[all.length - 1];
    } else {
      Arrays.fill(fitting, all.length, length, padId);
    }
    return new Ids(fitting, all.length > length);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
