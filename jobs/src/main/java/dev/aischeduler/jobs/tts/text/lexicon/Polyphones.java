package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /** Reads the table. */
  public static Polyphones load() {
    Map<String, List<String>> readings = new HashMap<>();
    for (List<String> row : Table.rows("polyphones.tsv", 2)) {
      readings.put(row.get(0), List.of(row.get(1).split(" ")));
    }
    return of(readings);
  }

  /**
   * Words with one syllable, with its tone digit, for each character.
   *
   * @throws IllegalArgumentException when a word has another number of syllables
   */
  static Polyphones of(Map<String, List<String>> readings) {
    readings.forEach(
        (word, syllables) -> {
          if (syllables.size() != word.codePointCount(0, word.length())) {
            throw new IllegalArgumentException(
                "'" + word + "' needs one syllable a character, not " + syllables);
          }
        });
    return new Polyphones(Map.copyOf(readings));
  }

  /** All words, in no order. */
  Stream<String> words() {
    return readings.keySet().stream();
  }

  /** Characters of the longest word. */
  int longest() {
    return longest;
  }

  /** The syllables of exactly this word; empty when it is not in the table. */
  List<String> word(String text) {
    return readings.getOrDefault(text, List.of());
  }
}
