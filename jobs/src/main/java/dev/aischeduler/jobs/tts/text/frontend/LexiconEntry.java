package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A word and how it is read.
 *
 * @param word as it is written, in the form that {@link CleanText} gives to every text
 * @param exactCase true for a word with a capital letter behind its first letter: it is meant as it
 *     is written, so that {@code IT} leaves {@code it} alone
 * @param language of the reading
 * @param words the reading in words, empty when it is in syllables
 * @param syllables the reading in pinyin, empty when it is in words
 */
record LexiconEntry(
    String word, boolean exactCase, Language language, String words, List<String> syllables) {
  private static final int LONGEST_WORD = 64;
  private static final int LONGEST_READING = 200;
  private static final Pattern ENGLISH =
      Pattern.compile("[a-z]+(?:'[a-z]+)?(?: [a-z]+(?:'[a-z]+)?){0,99}");
  private static final Pattern PINYIN =
      Pattern.compile("[a-zü:]{1,7}[0-9](?: ?[a-zü:]{1,7}[0-9])*+");
  private static final Pattern AFTER_DIGIT = Pattern.compile("(?<=[0-9]) ?");
  private static final Pattern BLANKS = Pattern.compile("[\\s-]+");

  /**
   * Checks an entry.
   *
   * @throws LexiconException says what is wrong with it and the remedy
   */
  static LexiconEntry of(String given, String reading) {
    String word = word(given);
    boolean exactCase = word.codePoints().skip(1).anyMatch(Character::isUpperCase);
    if (reading.length() > LONGEST_READING || reading.isBlank()) {
      throw new LexiconException(
          given, "has a reading of " + reading.length() + " characters; give 1 to 200");
    }
    String plain = BLANKS.matcher(CleanText.of(reading).strip()).replaceAll(" ");
    String lower = plain.toLowerCase(Locale.ROOT);
    if (ENGLISH.matcher(lower).matches()) {
      return new LexiconEntry(word, exactCase, Language.EN, lower, List.of());
    }
    String han = plain.replace(" ", "");
    if (han.codePoints().allMatch(Language::isHan)) {
      return new LexiconEntry(word, exactCase, Language.ZH, han, List.of());
    }
    if (PINYIN.matcher(lower).matches()) {
      return new LexiconEntry(word, exactCase, Language.ZH, "", syllables(given, lower));
    }
    throw new LexiconException(
        given,
        "cannot be read as '"
            + reading
            + "'; give English words in letters (engine ex), Chinese characters, or pinyin with a"
            + " tone digit after each syllable (chong2 qing4)");
  }

  private static String word(String given) {
    String word = given.length() > LONGEST_WORD ? "" : CleanText.of(given).strip();
    if (word.isEmpty()
        || word.indexOf('\n') >= 0
        || word.length() > LONGEST_WORD
        || word.codePoints().noneMatch(Character::isLetter)) {
      throw new LexiconException(
          given,
          "is no word; give 1 to 64 characters in one line, at least one of them a letter (how"
              + " bare numbers are read depends on what stands around them)");
    }
    return word;
  }

  private static List<String> syllables(String given, String reading) {
    List<String> syllables = new ArrayList<>();
    for (String written : AFTER_DIGIT.split(reading)) {
      String syllable = Syllables.plain(written);
      if (!Syllables.isSyllable(syllable)) {
        throw new LexiconException(
            given,
            "has '"
                + written
                + "', which is no syllable of pinyin; give letters and a tone from 1 to 5 (5 for the"
                + " neutral tone, v for ü), for example lv4");
      }
      syllables.add(syllable);
    }
    return List.copyOf(syllables);
  }

  /** In lower case. */
  int firstCharacter() {
    return Character.toLowerCase(word.codePointAt(0));
  }

  boolean isAt(String text, int at) {
    return text.regionMatches(!exactCase, at, word, 0, word.length());
  }

  /** Whether whatever another entry matches is matched by this one too. */
  boolean covers(LexiconEntry other) {
    return exactCase
        ? word.equals(other.word) && other.exactCase
        : word.equalsIgnoreCase(other.word);
  }
}
