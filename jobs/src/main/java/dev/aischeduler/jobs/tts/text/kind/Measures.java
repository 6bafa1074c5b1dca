package dev.aischeduler.jobs.tts.text.kind;

/** Amounts with a unit: {@code 5 km}, {@code -5°C}. */
final class Measures extends Kind {
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Measures(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    String unit = shared.units().pattern();
    rule(
        "("
            + Patterns.NUMBER
            + ")(?: ?"
            + unit
            + ")?(?:-| ?~ ?)("
            + Patterns.NUMBER
            + ") ?("
            + unit
            + ")",
        m -> {
          Unit both = shared.units().get(m.group(3).strip());
          return Spoken.of(
              () -> english.amount(m.amount(1)) + " to " + english(m.amount(2), both),
              () -> mandarin.amount(m.amount(1)) + "到" + mandarin(m.amount(2), both));
        });
    rule(
        "(" + Patterns.SIGNED + ")(" + unit + ")",
        m -> {
          Unit one = shared.units().get(m.group(2).strip());
          return Spoken.of(() -> english(m.amount(1), one), () -> mandarin(m.amount(1), one));
        });
  }

  private String english(Amount n, Unit unit) {
    return english.amount(n) + " " + (n.is(1) ? unit.one() : unit.many());
  }

  private String mandarin(Amount n, Unit unit) {
    String name = unit.mandarin();
    boolean degrees = unit.symbol().startsWith("°") && name.length() > 1;
    if (degrees && n.negative()) {
      return name.substring(0, 2) + "零下" + mandarin.amount(n.absolute()) + "度";
    }
    return mandarin.count(n) + name;
  }
}
