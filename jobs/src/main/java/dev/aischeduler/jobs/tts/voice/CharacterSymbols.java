package dev.aischeduler.jobs.tts.voice;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * One symbol for each character: Piper's {@code text} voices and Coqui's grapheme voices.
 *
 * @param ids ids of each character
 * @param start ids before the text
 * @param separator ids after each character (padding, may be empty)
 * @param end ids after the text
 */
record CharacterSymbols(
    Map<Integer, List<Long>> ids, List<Long> start, List<Long> separator, List<Long> end)
    implements SymbolTable {

  @Override
  public long[] encode(String text) {
    LongStream body =
        text.codePoints()
            .map(this::known)
            .filter(ids::containsKey)
            .mapToObj(
                c -> LongStream.concat(stream(ids.getOrDefault(c, List.of())), stream(separator)))
            .flatMapToLong(s -> s);
    return LongStream.concat(LongStream.concat(stream(start), body), stream(end)).toArray();
  }

  @Override
  public boolean has(int codePoint) {
    return ids.containsKey(codePoint);
  }

  /** Voices of capital letters only read the same words in capitals. */
  private int known(int codePoint) {
    return ids.containsKey(codePoint) ? codePoint : Character.toUpperCase(codePoint);
  }

  private static LongStream stream(List<Long> ids) {
    return ids.stream().mapToLong(Long::longValue);
  }
}
