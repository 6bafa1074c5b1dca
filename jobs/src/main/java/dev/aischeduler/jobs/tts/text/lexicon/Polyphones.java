package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Readings that the pinyin dictionary gets wrong or cannot know, table {@code polyphones.tsv}. Kept
 * here and not in the dictionary's own override file, whose place on the class path would decide
 * whether it is seen. Thread-safe.
 */
public final class Polyphones {
  private final Map<String, List<String>> readings;
  private final int longest;

  private Polyphones(Map<String, List<String>> readings) {
    this.readings = readings;
    this.longest = readings.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** A word and the syllables of its characters. */
  record Word(String text, List<String> syllables) {}

  /** Reads the table. */
  public static Polyphones load() {
    Map<String, List<String>> readings = new HashMap<>();
    for (List<String> row : Table.rows("polyphones.tsv", 2)) {
      List<String> syllables = List.of(row.get(1).split(" "));
      if (syllables.size() != row.get(0).length()) {
        throw new IllegalStateException(
            "polyphones.tsv: '" + row + "' needs one syllable a character");
      }
      readings.put(row.get(0), syllables);
    }
    return new Polyphones(Map.copyOf(readings));
  }

  /** The longest word of two or more characters that starts here; an empty word when none does. */
  Word wordAt(String text, int start) {
    for (int length = Math.min(longest, text.length() - start); length >= 2; length--) {
      String word = text.substring(start, start + length);
      List<String> syllables = readings.get(word);
      if (syllables != null) {
        return new Word(word, syllables);
      }
    }
    return new Word("", List.of());
  }

  /** How a character alone is read, or empty to ask the dictionary. */
  String alone(String character) {
    List<String> syllables = readings.get(character);
    return syllables == null ? "" : syllables.get(0);
  }
}
