package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Readings of one character in many words, table {@code characters.tsv}: 长 is zhǎng in 营长. A row
 * changes this one character; the others of the word are read as the dictionary says. Thread-safe.
 */
final class CharacterReadings {
  private final Map<String, List<Reading>> words = new HashMap<>();
  private final Map<String, String> atStart = new HashMap<>();
  private final Map<String, String> atEnd = new HashMap<>();
  private final Map<String, String> anywhere = new HashMap<>();
  private final Map<String, String> alone = new HashMap<>();

  /** The syllable of a character. */
  private record Reading(char character, String syllable) {}

  CharacterReadings() {
    for (List<String> row : Table.rows("characters.tsv", 3)) {
      for (String place : row.get(2).split(" ")) {
        add(row.get(0), row.get(1), place);
      }
    }
  }

  private void add(String character, String syllable, String place) {
    if (!place.equals("*") && !place.contains(character)) {
      throw new IllegalStateException("table characters.tsv: '" + place + "' has no " + character);
    }
    if (place.equals("*")) {
      anywhere.put(character, syllable);
    } else if (place.equals(character)) {
      alone.put(character, syllable);
    } else if (place.endsWith("*")) {
      atStart.put(character, syllable);
    } else if (place.startsWith("*")) {
      atEnd.put(character, syllable);
    } else {
      words
          .computeIfAbsent(place, w -> new ArrayList<>())
          .add(new Reading(character.charAt(0), syllable));
    }
  }

  /** Whether the table has exactly this word. */
  boolean has(String word) {
    return words.containsKey(word);
  }

  /** All words of several characters, in no order. */
  Stream<String> words() {
    return words.keySet().stream();
  }

  /** The syllables of a word with those of the table in place. */
  List<String> change(String word, List<String> syllables) {
    List<Reading> readings = words.getOrDefault(word, List.of());
    if (readings.isEmpty()) {
      return syllables;
    }
    List<String> changed = new ArrayList<>(syllables);
    for (Reading reading : readings) {
      for (int i = 0; i < changed.size(); i++) {
        if (word.charAt(i) == reading.character) {
          changed.set(i, reading.syllable);
        }
      }
    }
    return changed;
  }

  /** The syllable of a character within a word that no table has; empty when any may be right. */
  String inside(String word, int i) {
    String character = word.substring(i, i + 1);
    String syllable = "";
    if (i == 0) {
      syllable = atStart.getOrDefault(character, "");
    } else if (i == word.length() - 1) {
      syllable = atEnd.getOrDefault(character, "");
    }
    return syllable.isEmpty() ? anywhere.getOrDefault(character, "") : syllable;
  }

  /** How a character is read where nothing tells more; empty to ask the dictionary. */
  String alone(String character) {
    String syllable = alone.getOrDefault(character, "");
    return syllable.isEmpty() ? anywhere.getOrDefault(character, "") : syllable;
  }
}
