package dev.aischeduler.jobs.tts.text.kind;

/** What something counted is per, after its name: {@code 7 days/wk}, {@code 40 hrs/mo}. */
final class PerTimes extends Kind {
  PerTimes(Vocabulary shared) {
    Rates rates = new Rates(shared.units());
    rule(
        "/(mo|wk|yr|hr|min|sec)(?<=\\d ?[A-Za-z]{1,12}/[a-z]{2,3})(?![A-Za-z])",
        m -> Spoken.of(() -> rates.english(m.group(1)).strip(), () -> rates.mandarin(m.group(1))));
  }
}
