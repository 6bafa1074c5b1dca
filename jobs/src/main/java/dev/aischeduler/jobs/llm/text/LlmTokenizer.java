package dev.aischeduler.jobs.llm.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Text to token ids and back, with a model's own {@code tokenizer.json}. Thread-safe. */
public final class LlmTokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final List<String> controlTexts;
  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  /** Read when it is first needed: it is megabytes, and most requests do without. */
  private @Nullable TokenBytes tokenBytes;

  private LlmTokenizer(HuggingFaceTokenizer tokenizer, List<String> controlTexts, Path file) {
    this.tokenizer = tokenizer;
    this.controlTexts = controlTexts;
    this.file = file;
  }

  /**
   * Reads {@code tokenizer.json}.
   *
   * @throws IOException when the file is missing or damaged
   */
  public static LlmTokenizer read(Path folder) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    List<String> controlTexts = addedTokens(file);
    HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(file)
            .optAddSpecialTokens(false)
            .optTruncation(false)
            .optPadding(false)
            .build();
    return new LlmTokenizer(tokenizer, controlTexts, file);
  }

  /** Texts that stand for one control token each, such as {@code <|im_end|>}. */
  public List<String> controlTexts() {
    return controlTexts;
  }

  /** The ids of a text, in which control tokens are recognised. */
  public long[] encode(String text) {
    return tokenizer.encode(text).getIds();
  }

  /** The text of some ids without control tokens; incomplete UTF-8 becomes U+FFFD. */
  public String decode(long[] ids) {
    return tokenizer.decode(ids, true);
  }

  /**
   * The bytes of each token.
   *
   * @throws IOException when the vocabulary cannot be read or is of a kind without bytes
   */
  public TokenBytes tokenBytes() throws IOException {
    lock.lock();
    try {
      TokenBytes known = tokenBytes;
      if (known == null) {
        known = TokenBytes.read(file);
        tokenBytes = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static List<String> addedTokens(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    // Read as a stream: the vocabulary of a real model is megabytes that are not needed here.
    try (JsonParser json = Json.mapper().createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("added_tokens");
        json.nextToken();
        if (wanted) {
          JsonNode tokens =
              Json.mapper()
                  .reader()
                  .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                  .readTree(json);
          tokens.forEach(token -> texts.add(token.path("content").asText()));
        } else {
          json.skipChildren();
        }
      }
    }
    return List.copyOf(texts);
  }
}
