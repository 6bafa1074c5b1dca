package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.lexicon.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Pinyin syllables as single characters, so that a run of Chinese can hold characters and given
 * syllables side by side. The characters are of Unicode's private use area; no text holds them when
 * it is read.
 */
final class Syllables {
  private static final char FIRST = '\uE000';
  private static final int TONES = 5;

  private static final String NO_INITIAL = "-";

  private static final List<String> INITIALS =
      List.of(
          NO_INITIAL,
          "b",
          "p",
          "m",
          "f",
          "d",
          "t",
          "n",
          "l",
          "g",
          "k",
          "h",
          "j",
          "q",
          "x",
          "zh",
          "ch",
          "sh",
          "r",
          "z",
          "c",
          "s",
          "y",
          "w");

  /** Final sounds that stand after each initial sound; table {@code syllables.tsv}. */
  private static final Map<String, Set<String>> FINALS_OF =
      Table.rows("syllables.tsv", 2).stream()
          .collect(Collectors.toUnmodifiableMap(r -> r.get(0), r -> Set.of(r.get(1).split(" "))));

  private static final List<String> FINALS =
      List.of(
          "a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong",
          "er", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai",
          "ui", "uan", "un", "uang", "ue", "ve", "r");

  private static final Pattern FORM =
      Pattern.compile("([zcs]h|[bpmfdtnlgkhjqxrzcsyw])?([a-z]{1,4})([1-5])");

  /** Written with ü, spoken with it, and written with u where no other sound is possible. */
  private static final Pattern ROUNDED = Pattern.compile("(?<=^[jqxy])v");

  private static final Map<String, Integer> INITIAL = positions(INITIALS);
  private static final Map<String, Integer> FINAL = positions(FINALS);

  private Syllables() {}

  private static Map<String, Integer> positions(List<String> parts) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      positions.put(parts.get(i), i);
    }
    return Map.copyOf(positions);
  }

  /** A lower-case syllable in the writing of the voices: v for ü, r5 for 儿 at the end of a word. */
  static String plain(String written) {
    String plain = written.replace("u:", "v").replace('ü', 'v');
    return ROUNDED.matcher(plain).replaceFirst("u");
  }

  /** Whether this is a syllable with its tone, in plain writing. */
  static boolean isSyllable(String syllable) {
    Matcher form = FORM.matcher(syllable);
    if (syllable.equals("r5")) {
      return true;
    }
    return form.matches()
        && FINALS_OF.getOrDefault(initial(form), Set.of()).contains(form.group(2));
  }

  /** The character that stands for a syllable. */
  static char character(String syllable) {
    Matcher form = FORM.matcher(syllable);
    if (syllable.equals("r5") || !form.matches()) {
      return code(0, FINALS.size() - 1, TONES);
    }
    return code(
        INITIAL.getOrDefault(initial(form), 0),
        FINAL.getOrDefault(form.group(2), 0),
        form.group(3).charAt(0) - '0');
  }

  private static String initial(Matcher form) {
    return form.group(1) == null ? NO_INITIAL : form.group(1);
  }

  private static char code(int initial, int last, int tone) {
    return (char) (FIRST + (initial * FINALS.size() + last) * TONES + tone - 1);
  }

  /** Whether a character stands for a syllable. */
  static boolean isCharacter(char c) {
    return c >= FIRST && c < FIRST + INITIALS.size() * FINALS.size() * TONES;
  }

  /** The syllable that a character stands for. */
  static String syllable(char c) {
    int index = c - FIRST;
    int parts = index / TONES;
    String initial = INITIALS.get(parts / FINALS.size());
    return (initial.equals(NO_INITIAL) ? "" : initial)
        + FINALS.get(parts % FINALS.size())
        + (index % TONES + 1);
  }
}
