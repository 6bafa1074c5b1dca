package dev.aischeduler.jobs.tts.voice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Piper's {@code pinyin} voices: initial, final and tone of a syllable are one symbol each, a pad
 * follows each syllable and each mark.
 *
 * @param ids ids of each symbol
 */
record PinyinSymbols(Map<String, List<Long>> ids) implements SymbolTable {
  private static final Pattern SYLLABLE =
      Pattern.compile("([zcs]h|[bpmfdtnlgkhjqxrzcsyw])?([a-z]+)([1-5])");
  private static final Map<String, String> MARKS =
      Map.of(",", "，", ".", "。", ":", "：", ";", "；", "!", "！", "?", "？");

  @Override
  public long[] encode(String text) {
    List<Long> out = new ArrayList<>(symbol("^"));
    out.addAll(symbol("_"));
    for (String word : text.split(" ")) {
      String syllable = word.replaceAll("[,.:;!?]", "");
      Matcher m = SYLLABLE.matcher(syllable.equals("r5") ? "er5" : syllable);
      if (m.matches()) {
        out.addAll(symbol(m.group(1) == null ? "Ø" : m.group(1)));
        out.addAll(symbol(m.group(2)));
        out.addAll(symbol(m.group(3)));
        out.addAll(symbol("_"));
      }
      String mark = MARKS.getOrDefault(word.substring(syllable.length()), "");
      if (ids.containsKey(mark)) {
        out.addAll(symbol(mark));
        out.addAll(symbol("_"));
      }
    }
    out.addAll(symbol("$"));
    return out.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public boolean has(int codePoint) {
    return ids.containsKey(Character.toString(codePoint));
  }

  private List<Long> symbol(String symbol) {
    return ids.getOrDefault(symbol, List.of());
  }
}
