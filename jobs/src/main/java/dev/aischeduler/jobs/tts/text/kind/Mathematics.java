package dev.aischeduler.jobs.tts.text.kind;

/** Two numbers with a sign between them: {@code 16:9}, {@code 1920x1080}. */
final class Mathematics extends Kind {
  private final MandarinNumbers mandarin;
  private final Cardinals cardinals;

  Mathematics(Vocabulary shared) {
    this.mandarin = shared.mandarin();
    this.cardinals = new Cardinals(shared);
    String number = "(" + Patterns.NUMBER + ")";
    rule(number + " ?[xX*×] ?" + number + "(?![A-Za-z])", m -> pair(m, Sign.BY));
    rule("(\\d+):(\\d+)", m -> pair(m, Sign.RATIO));
  }

  private Spoken pair(Match m, Sign sign) {
    return Spoken.of(
        () ->
            cardinals.english(m.amount(1))
                + " "
                + sign.english()
                + " "
                + cardinals.english(m.amount(2)),
        () -> mandarin.amount(m.amount(1)) + sign.mandarin() + mandarin.amount(m.amount(2)));
  }
}
