package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;

/** Numbers, and years where a number alone is one. */
final class Cardinals extends Kind {
  private static final Pattern YEAR = Pattern.compile("^年(?!前|来|以|间|后|之|的?历史|时间|的时间)");

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Cardinals(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule(
        "\\+(?<=(?:[\\d)²³]|(?<![A-Za-z])[A-Za-z]) \\+)(?=\\d)",
        m -> Spoken.of(Sign.PLUS::english, Sign.PLUS::mandarin));
    rule(
        "(" + Patterns.SIGNED + ")",
        m -> Spoken.of(() -> english(m.amount(1)), () -> mandarin(m.amount(1), m)));
  }

  /** A number in English; four digits that look like a year are read as one. */
  String english(Amount n) {
    boolean year =
        hasFourDigits(n) && n.whole().compareTo("1100") >= 0 && n.whole().compareTo("2099") <= 0;
    return year ? english.year(Long.parseLong(n.whole())) : english.amount(n);
  }

  /** A number in Mandarin; four digits before 年 are read one by one. */
  String mandarin(Amount n, Match m) {
    return hasFourDigits(n) && YEAR.matcher(m.after()).find()
        ? mandarin.digits(n.whole())
        : mandarin.amount(n, m.before(), m.after());
  }

  private static boolean hasFourDigits(Amount n) {
    return !n.negative() && !n.grouped() && n.decimals().isEmpty() && n.whole().length() == 4;
  }
}
