package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What multiplies the number before it: {@code million}, {@code bn}, {@code 万}. */
enum Magnitude {
  NONE("", "", 0),
  THOUSAND("thousand", "千", 3),
  TEN_THOUSAND("", "万", 4),
  MILLION("million", "百万", 6),
  HUNDRED_MILLION("", "亿", 8),
  BILLION("billion", "十亿", 9),
  TRILLION("trillion", "", 12),
  TEN_THOUSAND_YI("trillion", "万亿", 12);

  /** Whole words and Chinese characters. */
  static final String WORDS = "(?: ?(?i:thousand|million|billion|trillion)(?![A-Za-z])|万亿|万|亿)";

  /** Also the short forms that only stand after money. */
  static final String SHORT =
      "(?:" + WORDS + "| ?(?i:mln|mn|mm|bln|bn|trn|tn|[kmbt])(?![A-Za-z0-9])|w(?=[^A-Za-z0-9 ]))";

  private final String english;
  private final String mandarin;
  private final int zeros;

  Magnitude(String english, String mandarin, int zeros) {
    this.english = english;
    this.mandarin = mandarin;
    this.zeros = zeros;
  }

  /** As written after a number; null for none. */
  static Magnitude of(@Nullable String written) {
    String s = written == null ? "" : written.strip().toLowerCase(Locale.ROOT);
    return switch (s) {
      case "" -> NONE;
      case "thousand", "k" -> THOUSAND;
      case "万", "w" -> TEN_THOUSAND;
      case "亿" -> HUNDRED_MILLION;
      case "万亿" -> TEN_THOUSAND_YI;
      default ->
          switch (s.charAt(0)) {
            case 'm' -> MILLION;
            case 'b' -> BILLION;
            default -> TRILLION;
          };
    };
  }

  /** Whether English has a word for it. */
  boolean hasEnglishWord() {
    return !english.isEmpty();
  }

  /** That word; empty for none. */
  String word() {
    return english;
  }

  /** The number with its magnitude in English, where 万 has no word of its own. */
  String english(EnglishNumbers numbers, Amount n) {
    return this == TEN_THOUSAND || this == HUNDRED_MILLION
        ? numbers.amount(n.shifted(zeros))
        : numbers.amount(n) + (english.isEmpty() ? "" : " " + english);
  }

  /** The number with its magnitude in Mandarin; what English counts by is counted through. */
  String mandarin(MandarinNumbers numbers, Amount n) {
    boolean through = this == THOUSAND || this == MILLION || this == BILLION || this == TRILLION;
    return through ? numbers.count(n.shifted(zeros)) : numbers.count(n) + mandarin;
  }
}
