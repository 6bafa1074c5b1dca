package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The syllables of one word by itself: our table, then the dictionary, then the fewest known parts
 * that make it up (外交部长 is 外交 and 部长). Thread-safe.
 */
final class WordReadings {
  /** Longer runs are no words; the search for parts would cost too much. */
  private static final int LONGEST = 16;

  private static final int PART_COST = 2;
  private static final int CHARACTER_COST = 3;

  private final Polyphones polyphones;
  private final CharacterReadings characters = new CharacterReadings();
  private final PinyinDictionary dictionary = new PinyinDictionary();

  /** Of the words that join, so that few neighbours are tried. */
  private final Set<String> beginnings = new HashSet<>();

  WordReadings(Polyphones polyphones) {
    this.polyphones = polyphones;
    Stream.concat(polyphones.words(), characters.words())
        .forEach(
            word -> {
              for (int end = 1; end <= word.length(); end++) {
                beginnings.add(word.substring(0, end));
              }
            });
  }

  /** One syllable for each character (code point); an empty one where there is no reading. */
  List<String> of(String word) {
    List<String> known = known(word);
    if (!known.isEmpty()) {
      return known;
    }
    int characters = word.codePointCount(0, word.length());
    if (characters == 1) {
      return List.of(character(word));
    }
    if (characters != word.length() || word.length() > LONGEST) {
      return word.codePoints().mapToObj(c -> character(Character.toString(c))).toList();
    }
    return parts(word);
  }

  private List<String> parts(String word) {
    int length = word.length();
    int[] cost = new int[length + 1];
    int[] next = new int[length + 1];
    for (int i = length - 1; i >= 0; i--) {
      cost[i] = CHARACTER_COST + cost[i + 1];
      next[i] = i + 1;
      for (int end = length; end > i + 1; end--) {
        boolean whole = end - i == length;
        if (!whole && PART_COST + cost[end] < cost[i] && !known(word.substring(i, end)).isEmpty()) {
          cost[i] = PART_COST + cost[end];
          next[i] = end;
        }
      }
    }
    List<String> syllables = new ArrayList<>();
    for (int i = 0; i < length; i = next[i]) {
      String part = word.substring(i, next[i]);
      syllables.addAll(part.length() > 1 ? known(part) : List.of(inside(word, i)));
    }
    return syllables;
  }

  /** A character that is no word within its word. */
  private String inside(String word, int i) {
    String own = characters.inside(word, i);
    return own.isEmpty() ? character(word.substring(i, i + 1)) : own;
  }

  /** Whether neighbours that make up this word are read as one. */
  boolean joins(String word) {
    return !polyphones.word(word).isEmpty() || characters.has(word);
  }

  /** Whether a word that joins begins so. */
  boolean begins(String text) {
    return beginnings.contains(text);
  }

  private List<String> known(String word) {
    List<String> own = polyphones.word(word);
    if (!own.isEmpty()) {
      return own;
    }
    List<String> syllables = neutral(word, erhua(word, dictionary.phrase(word)));
    return characters.has(word)
        ? characters.change(word, syllables.isEmpty() ? parts(word) : syllables)
        : syllables;
  }

  /** The dictionary knows few neutral tones: those of our words count within longer ones (葡萄牙). */
  private List<String> neutral(String word, List<String> syllables) {
    if (syllables.size() < 3) {
      return syllables;
    }
    List<String> changed = new ArrayList<>(syllables);
    for (int i = 0; i + 1 < changed.size(); i++) {
      List<String> pair = polyphones.word(word.substring(i, i + 2));
      if (!pair.isEmpty()
          && pair.get(0).equals(changed.get(i))
          && pair.get(1).endsWith("5")
          && sameButTone(pair.get(1), changed.get(i + 1))) {
        changed.set(i + 1, pair.get(1));
      }
    }
    return changed;
  }

  private static boolean sameButTone(String one, String other) {
    return one.length() == other.length() && one.regionMatches(0, other, 0, one.length() - 1);
  }

  /** The dictionary writes a final 儿 as a syllable; it is one only in words for children. */
  private List<String> erhua(String word, List<String> syllables) {
    int last = syllables.size() - 1;
    if (last < 1 || word.charAt(last) != '儿') {
      return syllables;
    }
    List<String> child = polyphones.word(word.substring(last - 1));
    List<String> changed = new ArrayList<>(syllables);
    changed.set(last, child.isEmpty() ? "r5" : child.get(1));
    return changed;
  }

  /** How a character is read where nothing tells more. */
  String character(String character) {
    String own = characters.alone(character);
    return own.isEmpty() ? dictionary.character(character) : own;
  }
}
