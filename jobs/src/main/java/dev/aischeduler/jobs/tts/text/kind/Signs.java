package dev.aischeduler.jobs.tts.text.kind;

import org.jspecify.annotations.Nullable;

/** Signs that stand alone and are said as a word. */
final class Signs extends Kind {
  Signs() {
    rule("[#№] ?(?=\\d)|No\\. ?(?=\\d)", m -> spoken(Sign.NUMBER));
    rule("[~≈](?= ?[\\d$¥€£])", m -> spoken(Sign.ABOUT));
    rule("(?<=[\\w)] ?)[-−](?= \\d)", m -> spoken(Sign.MINUS));
    rule("[+=×÷<>&@%°±≤≥©/]", Signs::lone);
  }

  private static Spoken spoken(Sign sign) {
    return Spoken.of(sign::english, sign::mandarin);
  }

  /** Null where the sign is not said: a slash. */
  private static @Nullable Spoken lone(Match m) {
    Sign meaning =
        switch (m.text()) {
          case "+" -> Sign.PLUS;
          case "=" -> Sign.EQUALS;
          case "×" -> Sign.TIMES;
          case "÷" -> Sign.DIVIDED;
          case "<" -> Sign.LESS;
          case ">" -> Sign.MORE;
          case "≤" -> Sign.AT_MOST;
          case "≥" -> Sign.AT_LEAST;
          case "&" -> Sign.AND;
          case "@" -> Sign.AT;
          case "%" -> Sign.PERCENT;
          case "°" -> Sign.DEGREE;
          case "±" -> Sign.PLUS_MINUS;
          case "©" -> Sign.COPYRIGHT;
          default -> null;
        };
    return meaning == null ? null : spoken(meaning);
  }
}
