package dev.aischeduler.jobs.tts.text.lexicon;

import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Latin words as the English speaker reads them: lower-case letters; acronyms as separate letters,
 * whose names the voice says. Thread-safe.
 */
public final class EnglishWords {
  private static final Pattern CASE_CHANGE =
      Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})");
  private static final Pattern ACCENT = Pattern.compile("\\p{M}+");
  private static final Pattern VOWEL = Pattern.compile("[aeiouy]");

  /** No vowel makes no syllable: {@code npm}; but for sounds that are written so. */
  private static final Pattern SPELLED =
      Pattern.compile(
          "(?!(?:hm+|sh+|pf+t|brr+|gr+|tsk|p?s?st|n?th|nd|rd|phd|m+|z+|h+|t+|d+|s+)$)[b-df-hj-np-tv-xz]{2,5}");

  private static final Pattern PLURAL_ACRONYM = Pattern.compile("[A-Z]{2,5}s");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z']+");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z']");
  private static final Pattern DOTTED = Pattern.compile("(?:[A-Za-z]\\.){1,12}[A-Za-z]?");

  private final EnglishLexicon lexicon;

  public EnglishWords(EnglishLexicon lexicon) {
    this.lexicon = lexicon;
  }

  /**
   * The reading of one word.
   *
   * @param shouted true in a sentence that is all in capitals, where capitals mean nothing
   * @return lower-case letters, apostrophes and spaces; empty when no letter is English
   */
  public String read(String written, boolean shouted) {
    Optional<String> known = lexicon.reading(written.toLowerCase(Locale.ROOT));
    if (known.isPresent()) {
      return known.get();
    }
    if (written.endsWith(".'s")) {
      return read(written.substring(0, written.length() - 2), shouted) + "'s";
    }
    if (DOTTED.matcher(written).matches()) {
      return letters(written.replace(".", ""));
    }
    String plain = plain(written);
    if (PLURAL_ACRONYM.matcher(plain).matches()) {
      return read(plain.substring(0, plain.length() - 1), shouted) + "'s";
    }
    int apostrophe = plain.indexOf('\'');
    String stem = apostrophe < 0 ? plain : plain.substring(0, apostrophe);
    if (isAcronym(stem, shouted)) {
      String tail = apostrophe < 0 ? "" : plain.substring(apostrophe);
      return letters(stem) + tail.toLowerCase(Locale.ROOT);
    }
    if (SPELLED.matcher(plain).matches()) {
      return letters(plain);
    }
    String[] parts = CASE_CHANGE.split(plain);
    if (parts.length == 1) {
      return plain.toLowerCase(Locale.ROOT);
    }
    return Arrays.stream(parts).map(part -> read(part, false)).collect(Collectors.joining(" "));
  }

  private boolean isAcronym(String word, boolean shouted) {
    if (word.length() < 2 || !word.equals(word.toUpperCase(Locale.ROOT))) {
      return false;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (lexicon.isFunctionWord(lower, shouted)) {
      return false;
    }
    boolean sounds = VOWEL.matcher(lower).find();
    return !sounds || (word.length() <= 3 && !(shouted && word.length() == 3));
  }

  /** The letters by name; a lone "a" would be read as the article, so it is written "ay". */
  public static String letters(String word) {
    return word.toLowerCase(Locale.ROOT)
        .chars()
        .mapToObj(c -> c == 'a' ? "ay" : String.valueOf((char) c))
        .collect(Collectors.joining(" "));
  }

  private static String plain(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    String folded =
        word.replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace("ø", "o")
            .replace("ł", "l")
            .replace("đ", "d");
    String decomposed = Normalizer2.getNFDInstance().normalize(folded);
    return NOT_PLAIN.matcher(ACCENT.matcher(decomposed).replaceAll("")).replaceAll("");
  }
}
