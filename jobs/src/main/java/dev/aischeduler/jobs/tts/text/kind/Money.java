package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amounts of money: {@code $3.50}, {@code ¥20万}, {@code 20 USD}. */
final class Money extends Kind {
  private static final String SIGN =
      "(?:US\\$|HK\\$|JP¥|[$€£¥₩]|(?:RMB|USD|CNY|EUR|GBP|HKD|JPY|KRW) ?)";
  private static final String MAGNITUDE =
      "( ?(?:million|billion|trillion|thousand)(?![A-Za-z])|[万亿]+)?";

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Money(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule(
        "(" + SIGN + ")(" + Patterns.NUMBER + ")" + MAGNITUDE,
        m -> money(m.group(1), m.amount(2), m.optional(3)));
    rule(
        "(" + Patterns.NUMBER + ") ?(USD|CNY|RMB|EUR|GBP|HKD|JPY|KRW|€)(?![A-Za-z])",
        m -> money(m.group(2), m.amount(1), null));
  }

  private @Nullable Spoken money(String sign, Amount amount, @Nullable String magnitude) {
    String times = magnitude == null ? "" : magnitude.strip();
    return Currency.of(sign.strip())
        .map(
            currency ->
                Spoken.of(
                    () -> english(currency, amount, times),
                    () -> mandarin(currency, amount, times)))
        .orElse(null);
  }

  private String english(Currency currency, Amount n, String magnitude) {
    boolean hundredths = n.decimals().length() == 2 && !currency.englishHundredth(false).isEmpty();
    if (!magnitude.isEmpty() || (!n.decimals().isEmpty() && !hundredths)) {
      return english.amount(n) + englishMagnitude(magnitude) + " " + currency.english(false);
    }
    String whole =
        english.amount(new Amount(false, n.whole(), "", false))
            + " "
            + currency.english(n.whole().equals("1"));
    long part = hundredths ? Long.parseLong(n.decimals()) : 0;
    if (part == 0) {
      return whole;
    }
    String cents = english.cardinal(part) + " " + currency.englishHundredth(part == 1);
    return n.whole().matches("0+") ? cents : whole + " and " + cents;
  }

  private static String englishMagnitude(String written) {
    return switch (written) {
      case "" -> "";
      case "万" -> " ten thousand";
      case "亿" -> " hundred million";
      case "万亿" -> " trillion";
      default -> " " + written.toLowerCase(Locale.ROOT);
    };
  }

  private String mandarin(Currency currency, Amount n, String written) {
    String magnitude =
        switch (written) {
          case "thousand" -> "千";
          case "million" -> "百万";
          case "billion" -> "十亿";
          case "trillion" -> "万亿";
          default -> written;
        };
    return mandarin.count(n) + magnitude + currency.mandarin();
  }
}
