package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Places in an order: {@code 3rd}, {@code 1,000th}; not what has a wrong ending ({@code 2th}). */
final class Ordinals extends Kind {
  private static final int MOST_DIGITS = 18;

  private final Vocabulary shared;

  Ordinals(Vocabulary shared) {
    this.shared = shared;
    rule("(" + Patterns.NUMBER + ")((?i)st|nd|rd|th)(?![A-Za-z])", this::ordinal);
  }

  private @Nullable Spoken ordinal(Match m) {
    Amount n = m.amount(1);
    if (!n.decimals().isEmpty()) {
      return decimal(n, m.group(2));
    }
    boolean whole = n.whole().length() <= MOST_DIGITS;
    if (!whole || !ending(n.whole()).equals(m.group(2).toLowerCase(Locale.ROOT))) {
      return null;
    }
    long number = Long.parseLong(n.whole());
    return Spoken.of(
        () -> shared.english().ordinal(number), () -> "第" + shared.mandarin().cardinal(number));
  }

  /** {@code 99.9th percentile}: the last figure is the ordinal. */
  private @Nullable Spoken decimal(Amount n, String written) {
    String last = n.decimals().substring(n.decimals().length() - 1);
    if (!ending(last).equals(written.toLowerCase(Locale.ROOT))) {
      return null;
    }
    return Spoken.of(
        () -> {
          String words = shared.english().amount(n);
          return words.substring(0, words.lastIndexOf(' ') + 1)
              + shared.english().ordinal(Long.parseLong(last));
        },
        () -> "第" + shared.mandarin().amount(n));
  }

  private static String ending(String digits) {
    if (digits.length() > 1 && digits.charAt(digits.length() - 2) == '1') {
      return "th";
    }
    return switch (digits.charAt(digits.length() - 1)) {
      case '1' -> "st";
      case '2' -> "nd";
      case '3' -> "rd";
      default -> "th";
    };
  }
}
