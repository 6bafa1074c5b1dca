package dev.aischeduler.jobs.tts.text.kind;

/**
 * A plus that is the sign of an amount: {@code +3}, {@code +5 %}. It is a word by itself, and what
 * follows is read as without it; between two values it is an operation and no sign.
 */
final class PlusSigns extends Kind {
  PlusSigns() {
    rule(
        "\\+(?=[\\d.$€£¥¼-¾⅐-⅞])(?<!(?:[A-Za-z0-9)\\]%‰°²³]|[\\d)] |(?<![A-Za-z])[A-Za-z] |\\d ?"
            + Patterns.COUNTED
            + ")\\+)",
        m -> Spoken.of(() -> "plus", () -> "正"));
  }
}
