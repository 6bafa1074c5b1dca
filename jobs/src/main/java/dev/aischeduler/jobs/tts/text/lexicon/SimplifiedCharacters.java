package dev.aischeduler.jobs.tts.text.lexicon;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Traditional characters as their simplified forms, for which the words and readings are known.
 * Thread-safe.
 */
final class SimplifiedCharacters {
  /** Characters of simplified text that the rules also change. */
  private static final String BOTH = "著乾姊吒瞭藉徵俱";

  /** Where those of them that the rules would change into another word stay. */
  private static final Pattern KEPT =
      Pattern.compile(
          "[姊吒藉俱]|(?<=[显顯名原专專论論土巨编編译譯卓昭遗遺拙合])著|著(?=[名作称稱书書者述录錄])"
              + "|乾(?=[隆坤嘉元清陵县縣符宁寧道德统統佑卦])|瞭(?=望)");

  private final Transliterator rules = Transliterator.getInstance("Traditional-Simplified");

  /** Most texts have none of these; looking is much cheaper than the rules. */
  private final UnicodeSet traditional = new UnicodeSet();

  SimplifiedCharacters() {
    for (String character : rules.getSourceSet()) {
      if (!rules.transliterate(character).equals(character)) {
        traditional.add(character);
      }
    }
    traditional.removeAll(BOTH).freeze();
  }

  /** The text itself when it has no traditional character. */
  String of(String text) {
    if (traditional.containsNone(text)) {
      return text;
    }
    StringBuilder simplified = new StringBuilder(rules.transliterate(text));
    if (simplified.length() == text.length()) {
      for (Matcher kept = KEPT.matcher(text); kept.find(); ) {
        simplified.setCharAt(kept.start(), text.charAt(kept.start()));
      }
    }
    return simplified.toString();
  }
}
