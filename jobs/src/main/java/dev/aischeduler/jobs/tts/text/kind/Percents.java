package dev.aischeduler.jobs.tts.text.kind;

/** Parts of a hundred, or of a thousand. */
final class Percents extends Kind {
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Percents(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule(
        "(" + Patterns.SIGNED + ")%?[-~](" + Patterns.NUMBER + ") ?%",
        m ->
            Spoken.of(
                () -> english(m.amount(1), "%") + " to " + english(m.amount(2), "%"),
                () -> mandarin(m.amount(1), "%") + "到" + mandarin(m.amount(2), "%")));
    rule(
        "(" + Patterns.SIGNED + ") ?([%‰])",
        m ->
            Spoken.of(
                () -> english(m.amount(1), m.group(2)), () -> mandarin(m.amount(1), m.group(2))));
  }

  private String english(Amount n, String sign) {
    return english.amount(n) + (sign.equals("‰") ? " per mille" : " percent");
  }

  private String mandarin(Amount n, String sign) {
    return (n.negative() ? "负" : "")
        + (sign.equals("‰") ? "千分之" : "百分之")
        + mandarin.amount(n.absolute());
  }
}
