package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * English words that are not read as they are written: abbreviations ({@code mr.}), and names and
 * acronyms with a reading of their own; table {@code english.tsv}. Thread-safe.
 */
public final class EnglishLexicon {
  /** Characters after an abbreviation that tell what it is. */
  private static final int NEAR = 32;

  /** A number, a Roman one, or a capital letter as in {@code Fig. B}. */
  private static final Pattern NUMBER =
      Pattern.compile(
          " ?[#(]?\\d|:|@| ?\\+\\d| (?:[IVXLC]{2,6}|[B-HJ-Z])(?![A-Za-z']|\\.[A-Z]|\\. [A-Z]\\.)");

  private static final Pattern NAME = Pattern.compile(" ?[A-Z][A-Za-z'.]");

  /** Kinds that are so short that what stands around them is judged before they are read. */
  private static final Set<String> BY_CONTEXT = Set.of("year", "between");

  private static final Set<String> ONLY_BEFORE_DIGITS =
      Set.of("no.", "nos.", "p.", "pp.", "ed.", "ca.", "art.");

  private static final Pattern AFTER_ORDINAL = Pattern.compile("\\d(?:st|nd|rd|th) $");
  private static final Pattern DATE =
      Pattern.compile(",|[-–]| ?\\d| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)");
  private static final Pattern TIME_WORD =
      Pattern.compile("\\b(?:[Oo]n|next|last|every|this|by|until|and|or|from|to|in|since) $");
  private static final Pattern LOWER_CASE = Pattern.compile(" [a-z]");

  private static final Pattern SHORT = Pattern.compile(" ?[#~<>≥≤±$€£¥+-]{0,2}\\d| [a-z]|[,:]");
  private static final Pattern YEAR =
      Pattern.compile(" ?(?:1\\d{3}|20\\d\\d|[1-9]\\d\\d)(?![\\d%]|,\\d)");
  private static final Pattern DIGIT = Pattern.compile(" ?[#~$]?\\d");

  private final Map<String, String> readings;
  private final Map<String, String> kinds;

  private EnglishLexicon(Map<String, String> readings, Map<String, String> kinds) {
    this.readings = readings;
    this.kinds = kinds;
  }

  /** Reads the table. */
  public static EnglishLexicon load() {
    var rows = Table.rows("english.tsv", 3);
    return new EnglishLexicon(
        rows.stream()
            .filter(r -> !isWord(r.get(2)) && !BY_CONTEXT.contains(r.get(2)))
            .collect(Collectors.toUnmodifiableMap(r -> r.get(0), r -> r.get(1))),
        rows.stream().collect(Collectors.toUnmodifiableMap(r -> r.get(0), r -> r.get(2))));
  }

  private static boolean isWord(String kind) {
    return kind.equals("function") || kind.equals("shouted");
  }

  /** How a word is read, if not by its letters; abbreviations end with their dot. */
  Optional<String> reading(String lowerCase) {
    return Optional.ofNullable(readings.get(lowerCase));
  }

  /**
   * Whether a word with a dot after it is an abbreviation here.
   *
   * @param text what it stands in
   * @param start of the word
   * @param dot index of the dot
   */
  public boolean isAbbreviation(String text, int start, int dot) {
    String word = text.substring(start, dot).toLowerCase(Locale.ROOT) + ".";
    String before = text.substring(Math.max(0, start - NEAR), start);
    String after = text.substring(dot + 1, Math.min(text.length(), dot + NEAR));
    return switch (kinds.getOrDefault(word, "")) {
      case "" -> false;
      case "number" ->
          (ONLY_BEFORE_DIGITS.contains(word) ? DIGIT : NUMBER).matcher(after).lookingAt()
              || (word.equals("ed.")
                  && (AFTER_ORDINAL.matcher(before).find() || after.startsWith(" by ")));
      case "short" -> SHORT.matcher(after).lookingAt();
      case "year" ->
          start > 0 && Character.isLowerCase(text.charAt(start)) && YEAR.matcher(after).lookingAt();
      case "date" ->
          Character.isUpperCase(text.charAt(start))
              && (DATE.matcher(after).lookingAt()
                  || (LOWER_CASE.matcher(after).lookingAt() && TIME_WORD.matcher(before).find()));
      case "between" -> NAME.matcher(after).lookingAt() && before.endsWith(" ");
      case "name" ->
          (word.equals("col.") && DIGIT.matcher(after).lookingAt())
              || (Character.isUpperCase(text.charAt(start))
                  && (NAME.matcher(after).lookingAt() || (start == 0 && after.isBlank())));
      default -> true;
    };
  }

  /** Whether the dot of this abbreviation may be a full stop too ("etc."). */
  public boolean mayEndSentence(String withoutDot) {
    return kinds.getOrDefault(withoutDot + ".", "").equals("ends");
  }

  /** Whether it is a full stop where one of the words follows that sentences begin with. */
  public boolean mayEndBeforeFirstWord(String withoutDot) {
    return kinds.getOrDefault(withoutDot + ".", "").equals("may");
  }

  /** Whether this is a word that ends no sentence and goes on with lower-case letters too. */
  public boolean isNeverLast(String withoutDot) {
    return kinds.getOrDefault(withoutDot + ".", "").equals("plain");
  }

  /** Whether this is one of the short words that capitals alone do not make an acronym. */
  boolean isFunctionWord(String lowerCase, boolean shouted) {
    String kind = kinds.getOrDefault(lowerCase, "");
    return kind.equals("function") || (shouted && kind.equals("shouted"));
  }
}
