package dev.aischeduler.jobs.tts.text.kind;

/**
 * Lengths by the marks of feet and inches, or by the short word of inches with its dot: {@code a
 * 27" monitor}, {@code 10' x 12'}, {@code 2 in. tall}. A mark that closes a quotation is none.
 */
final class Inches extends Kind {
  private static final int FAR = 200;
  private static final String AFTER =
      "(?= ?(?:[x×]|by|long|tall|high|wide|deep|thick|away|above|below|of)(?![A-Za-z])|['′]?[,;)])";

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Inches(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    String number = "(" + Patterns.NUMBER + ")";
    rule(
        "(?<![\\d.,])(\\d{1,3}(?:\\.\\d{1,2})?)[\"″](?![A-Za-z0-9\"])",
        m -> isClosing(m, '"') ? null : inches(m));
    rule(number + "″", this::inches);
    rule(number + " in\\.(?= [a-z])(?! in\\. (?:the|a|an|and)\\b)", this::inches);
    rule("in\\.?(?<=\\d-in\\.?)(?=\\.? [a-z])", m -> Spoken.of(() -> "inch", () -> "英寸"));
    rule(
        "[x×](?<=[\"″'′¼-¾⅐-⅞] ?[x×])(?= ?[\\d.])",
        m -> Spoken.of(Sign.BY::english, Sign.BY::mandarin));
    rule("(\\d{1,4})[′'](?<=[\"″'′] ?[x×] ?\\d{1,4}[′'])(?![A-Za-z0-9])", this::feet);
    rule(
        "(\\d{1,4})[′']" + AFTER,
        m -> m.text().endsWith("'") && isClosing(m, '\'') ? null : feet(m));
  }

  /** Whether a quotation is open here. */
  static boolean isClosing(Match m, char mark) {
    String before = m.place().before(FAR);
    boolean open = false;
    for (int i = 0; i < before.length(); i++) {
      boolean within =
          i > 0
              && Character.isLetterOrDigit(before.charAt(i - 1))
              && (mark == '\'' || Character.isDigit(before.charAt(i - 1)));
      if (before.charAt(i) == mark) {
        open = !open && !within;
      }
    }
    return open;
  }

  private Spoken inches(Match m) {
    Amount n = m.amount(1);
    String unit = isOne(n) ? " inch" : " inches";
    return Spoken.of(() -> english.amount(n) + unit, () -> mandarin.count(n) + "英寸");
  }

  private Spoken feet(Match m) {
    Amount n = m.amount(1);
    String unit = isOne(n) ? " foot" : " feet";
    return Spoken.of(() -> english.amount(n) + unit, () -> mandarin.count(n) + "英尺");
  }

  private static boolean isOne(Amount n) {
    return n.whole().equals("1") && n.decimals().isEmpty();
  }
}
