package dev.aischeduler.jobs.tts.text.expression;

import org.jspecify.annotations.Nullable;

/** Meaning of signs that stand alone. */
final class Signs {
  private Signs() {}

  /** The sign as an expression, or null where it is not said (a slash, a stray plus). */
  static @Nullable Expression lone(String sign) {
    Sign meaning =
        switch (sign) {
          case "+" -> Sign.PLUS;
          case "=" -> Sign.EQUALS;
          case "×" -> Sign.TIMES;
          case "÷" -> Sign.DIVIDED;
          case "<", "≤" -> Sign.LESS;
          case ">", "≥" -> Sign.MORE;
          case "&" -> Sign.AND;
          case "@" -> Sign.AT;
          case "%" -> Sign.PERCENT;
          case "°" -> Sign.DEGREE;
          case "±" -> Sign.PLUS_MINUS;
          case "©" -> Sign.COPYRIGHT;
          default -> null;
        };
    return meaning == null ? null : new Expression.Symbol(meaning);
  }
}
