package dev.aischeduler.jobs.tts.text.kind;

/** Parts of a hundred, of a thousand or of ten thousand. */
final class Percents extends Kind {
  private static final String SIGN = " ?([%‰‱])";

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Percents(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule(
        "(" + Patterns.SIGNED + ")" + Patterns.RANGE + "(" + Patterns.SIGNED + ")" + SIGN,
        m ->
            Spoken.of(
                () -> english(m.amount(1), m.group(3)) + " to " + english(m.amount(2), m.group(3)),
                () -> mandarin(m.amount(1), m.group(3)) + "到" + mandarin(m.amount(2), m.group(3))));
    rule(
        "(" + Patterns.SIGNED + ")" + SIGN,
        m ->
            Spoken.of(
                () -> english(m.amount(1), m.group(2)), () -> mandarin(m.amount(1), m.group(2))));
  }

  private String english(Amount n, String sign) {
    return english.amount(n)
        + switch (sign) {
          case "‰" -> " per mille";
          case "‱" -> " per ten thousand";
          default -> " percent";
        };
  }

  private String mandarin(Amount n, String sign) {
    String part =
        switch (sign) {
          case "‰" -> "千分之";
          case "‱" -> "万分之";
          default -> "百分之";
        };
    return (n.negative() ? "负" : "") + part + mandarin.amount(n.absolute());
  }
}
