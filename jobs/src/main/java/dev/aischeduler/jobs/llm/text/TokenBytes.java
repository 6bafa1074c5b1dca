package dev.aischeduler.jobs.llm.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes that each token of a vocabulary adds to a text; a token may hold only some bytes of a
 * character. Control tokens, and ids that the vocabulary lacks, have none. Immutable.
 */
public final class TokenBytes {
  private final byte[] bytes;

  /** Where each token begins in {@link #bytes}, and where the last one ends. */
  private final int[] starts;

  private TokenBytes(byte[] bytes, int[] starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  /**
   * Reads the vocabulary of a {@code tokenizer.json}: byte-level BPE (GPT-2, Qwen, Llama 3), or
   * pieces with a mark for spaces and tokens for single bytes (SentencePiece, Llama 2).
   *
   * @throws IOException when the file cannot be read, or its vocabulary is of another kind
   */
  public static TokenBytes read(Path file) throws IOException {
    VocabularyFile content = VocabularyFile.read(file);
    PieceBytes pieces =
        PieceBytes.of(content.decoder())
            .orElseThrow(
                () ->
                    new IOException(
                        file
                            + " has a vocabulary that is neither byte-level nor has tokens for"
                            + " single bytes, so response_format and tools cannot be used; use"
                            + " another model"));
    Map<Integer, byte[]> all = new HashMap<>();
    content.pieces().forEach((id, piece) -> all.put(id, pieces.bytes(piece)));
    for (JsonNode token : content.added()) {
      String text = token.path("special").asBoolean() ? "" : token.path("content").asText();
      all.put(token.path("id").asInt(), text.getBytes(StandardCharsets.UTF_8));
    }
    return of(all);
  }

  /** The bytes of these tokens, by id. */
  public static TokenBytes of(Map<Integer, byte[]> tokens) {
    int count = tokens.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
    byte[] none = {};
    int[] starts = new int[count + 1];
    for (int id = 0; id < count; id++) {
      starts[id + 1] = starts[id] + tokens.getOrDefault(id, none).length;
    }
    byte[] bytes = new byte[starts[count]];
    tokens.forEach((id, token) -> System.arraycopy(token, 0, bytes, starts[id], token.length));
    return new TokenBytes(bytes, starts);
  }

  /** How many bytes a token has; 0 for a control token. */
  public int length(int token) {
    return token + 1 < starts.length ? starts[token + 1] - starts[token] : 0;
  }

  /** A byte of a token, 0..255. */
  public int at(int token, int index) {
    return bytes[starts[token] + index] & 0xFF;
  }

  /** Its first byte, 0..255; -1 for a control token. */
  public int first(int token) {
    return length(token) == 0 ? -1 : at(token, 0);
  }
}
