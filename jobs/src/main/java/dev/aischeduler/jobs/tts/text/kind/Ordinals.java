package dev.aischeduler.jobs.tts.text.kind;

/** Places in an order: {@code 3rd}. */
final class Ordinals extends Kind {
  Ordinals(Vocabulary shared) {
    rule(
        "(\\d{1,9})(?:st|nd|rd|th)(?![A-Za-z])",
        m ->
            Spoken.of(
                () -> shared.english().ordinal(m.number(1)),
                () -> "第" + shared.mandarin().cardinal(m.number(1))));
  }
}
