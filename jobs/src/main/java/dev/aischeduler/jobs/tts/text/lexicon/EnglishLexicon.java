package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * English words that are not read as they are written: abbreviations ({@code mr.}), and names and
 * acronyms with a reading of their own; table {@code english.tsv}. Thread-safe.
 */
public final class EnglishLexicon {
  private final Map<String, String> readings;
  private final Set<String> sentenceEnders;
  private final Set<String> functionWords;

  private EnglishLexicon(
      Map<String, String> readings, Set<String> sentenceEnders, Set<String> functionWords) {
    this.readings = readings;
    this.sentenceEnders = sentenceEnders;
    this.functionWords = functionWords;
  }

  /** Reads the table. */
  public static EnglishLexicon load() {
    var rows = Table.rows("english.tsv", 3);
    return new EnglishLexicon(
        rows.stream()
            .filter(r -> !r.get(2).equals("function"))
            .collect(Collectors.toUnmodifiableMap(r -> r.get(0), r -> r.get(1))),
        rows.stream()
            .filter(r -> r.get(2).equals("ends"))
            .map(r -> r.get(0))
            .collect(Collectors.toUnmodifiableSet()),
        rows.stream()
            .filter(r -> r.get(2).equals("function"))
            .map(r -> r.get(0))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** How a word is read, if not by its letters; abbreviations end with their dot. */
  Optional<String> reading(String lowerCase) {
    return Optional.ofNullable(readings.get(lowerCase));
  }

  /** Whether this lower-case word with a dot after it is an abbreviation. */
  public boolean isAbbreviation(String withoutDot) {
    return readings.containsKey(withoutDot + ".");
  }

  /** Whether the dot of this abbreviation may be a full stop too ("etc."). */
  public boolean mayEndSentence(String withoutDot) {
    return sentenceEnders.contains(withoutDot + ".");
  }

  /** Whether this is one of the short words that capitals alone do not make an acronym. */
  boolean isFunctionWord(String lowerCase) {
    return functionWords.contains(lowerCase);
  }
}
