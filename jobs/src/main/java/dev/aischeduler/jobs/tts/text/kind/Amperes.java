package dev.aischeduler.jobs.tts.text.kind;

/**
 * Electric current: {@code 1.5A}, {@code 5V/2A}, {@code a 10A fuse}. A letter that touches a whole
 * number is most often no unit ({@code Room 5A}), so that something must say that it is one.
 */
final class Amperes extends Kind {
  Amperes(Vocabulary shared) {
    EnglishNumbers english = shared.english();
    MandarinNumbers mandarin = shared.mandarin();
    String end = "(?![A-Za-z0-9'+-])";
    rule(
        "(\\d{1,4}\\.\\d{1,3} ?A"
            + end
            + "|\\d{1,4} ?A(?<=V ?[/,x×] ?\\d{1,4} ?A)"
            + end
            + "|\\d{1,4} ?A(?= (?:fuse|charger|breaker|circuit|current|output|input|outlet|adapter)))",
        m -> {
          Amount n = Amount.of(m.text().substring(0, m.text().length() - 1).strip());
          String unit = n.is(1) ? " ampere" : " amperes";
          return Spoken.of(() -> english.amount(n) + unit, () -> mandarin.count(n) + "安培");
        });
  }
}
