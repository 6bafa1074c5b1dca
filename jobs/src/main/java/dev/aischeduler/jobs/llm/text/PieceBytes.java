package dev.aischeduler.jobs.llm.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How the pieces of a vocabulary stand for bytes. Immutable. */
final class PieceBytes {
  /** By character of a piece, for byte-level vocabularies; empty for pieces that are text. */
  private final Map<Integer, Integer> byCharacter;

  private PieceBytes(Map<Integer, Integer> byCharacter) {
    this.byCharacter = byCharacter;
  }

  /** Told by the decoder of a {@code tokenizer.json}; empty when it is of another kind. */
  static Optional<PieceBytes> of(JsonNode decoder) {
    if (mentions(decoder, "ByteLevel")) {
      return Optional.of(new PieceBytes(byteLevel()));
    }
    return mentions(decoder, "ByteFallback")
        ? Optional.of(new PieceBytes(Map.of()))
        : Optional.empty();
  }

  private static boolean mentions(JsonNode decoder, String type) {
    return decoder.findValuesAsText("type").contains(type);
  }

  /** GPT-2's characters: printable ones stand for themselves, the others follow from U+0100 on. */
  private static Map<Integer, Integer> byteLevel() {
    Map<Integer, Integer> bytes = new HashMap<>();
    int next = 0x100;
    for (int value = 0; value < 256; value++) {
      boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
      bytes.put(printable ? value : next++, value);
    }
    return bytes;
  }

  /** The bytes of a piece. */
  byte[] bytes(String piece) {
    if (!byCharacter.isEmpty()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(piece.length());
      piece.codePoints().forEach(c -> bytes.write(byCharacter.getOrDefault(c, 0)));
      return bytes.toByteArray();
    }
    if (piece.length() == 6 && piece.startsWith("<0x") && piece.endsWith(">")) {
      return new byte[] {(byte) Integer.parseInt(piece.substring(3, 5), 16)};
    }
    return piece.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8);
  }
}
