package dev.aischeduler.jobs.tts.text.kind;

/** From one number to another: {@code 3-5}, {@code 10~20}. */
final class Ranges extends Kind {
  Ranges(Vocabulary shared) {
    Cardinals cardinals = new Cardinals(shared);
    rule(
        "(" + Patterns.NUMBER + ")(?:-| ?~ ?)(" + Patterns.NUMBER + ")(?![\\d-])",
        m ->
            Spoken.of(
                () -> cardinals.english(m.amount(1)) + " to " + cardinals.english(m.amount(2)),
                () ->
                    cardinals.mandarin(m.amount(1), m) + "到" + cardinals.mandarin(m.amount(2), m)));
  }
}
