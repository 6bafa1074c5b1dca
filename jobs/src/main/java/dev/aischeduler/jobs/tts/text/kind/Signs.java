package dev.aischeduler.jobs.tts.text.kind;

import org.jspecify.annotations.Nullable;

/** Signs that stand alone and are said as a word. */
final class Signs extends Kind {
  private static final String GREEK = "(?<!\\p{IsGreek})[πΠαβγδΔθΘλμσΣωΩ](?!\\p{IsGreek})";

  Signs() {
    rule("[#№] ?(?=\\d)|(?:No\\.|N[º°]) ?(?=\\d)", m -> spoken(Sign.NUMBER));
    rule("[-~–](?<=\\d ?" + Patterns.COUNTED + "[-~–])(?=\\d)", m -> spoken(Sign.TO));
    rule("[~≈≅](?= ?[\\d$¥€£.])", m -> spoken(Sign.ABOUT));
    rule(
        "(?<=[\\d)²³] ?|(?<![A-Za-z])[A-Za-z] ?)[-−](?= \\d)|−|(?<=\\))[-](?=[\\d(])",
        m -> spoken(Sign.MINUS));
    rule("(?<=[\\w)²³] ?)-(?= ?[\\w(])", m -> minus(m));
    rule(
        "(?<=\\d['\"′″]?|[¼-¾⅐-⅞]|\\b[ap]\\.m\\.|\\d ?[apAP][mM]|\\b(?:noon|midnight))[-–](?=\\d|(?:noon|midnight)\\b)",
        m -> spoken(Sign.TO));
    rule("§{1,2}(?= ?\\d)", m -> Spoken.of(() -> "section", () -> "第"));
    rule("\\+/-|±|∓", m -> spoken(Sign.PLUS_MINUS));
    rule("!==?|≠", m -> spoken(Sign.NOT_EQUAL));
    rule("<=|[≤⩽≦]", m -> spoken(Sign.AT_MOST));
    rule(">=|[≥⩾≧]", m -> spoken(Sign.AT_LEAST));
    rule("={1,3}|[≡]", m -> spoken(Sign.EQUALS));
    rule("(?<=[\\d)²³A-Za-z] ?)\\*(?= ?[\\d(A-Za-z])", m -> spoken(Sign.TIMES));
    rule(
        "/(?<=\\d ?[A-Za-z]{0,12}/)(?=(?:second|minute|hour|day|night|week|month|year|person)(?![A-Za-z]))",
        m -> spoken(Sign.PER));
    rule("(?<=[元块人次件天月年])/(?=\\p{IsHan})", m -> spoken(Sign.PER));
    rule("(?<=[A-Za-z%] )/(?= \\w)", m -> spoken(Sign.SLASH));
    rule(
        "(?<=[\\d)] ?)/(?= ?[\\d(])",
        m ->
            spoken(
                Formula.around(m.place().text(), m.place().start(), m.groups().end())
                    ? Sign.DIVIDED
                    : Sign.SLASH));
    rule("(?<=\\d)/(?=[A-Za-z](?![A-Za-z0-9]))", m -> spoken(Sign.PER));
    rule(GREEK, Signs::lone);
    rule("<(?!/?[A-Za-z][^<>\\n]{0,60}>)|(?<!</?[A-Za-z][^<>\\n]{0,60})>", Signs::lone);
    rule("[+=×÷&@%‰°º±©®√∛∞$€£¥∶✕⋅]", Signs::lone);
  }

  private static @Nullable Spoken minus(Match m) {
    return Formula.around(m.place().text(), m.place().start(), m.groups().end())
        ? spoken(Sign.MINUS)
        : null;
  }

  private static Spoken spoken(Sign sign) {
    return Spoken.of(sign::english, sign::mandarin);
  }

  /** Null where the sign is not said. */
  private static @Nullable Spoken lone(Match m) {
    Sign meaning =
        switch (m.text()) {
          case "+" -> Sign.PLUS;
          case "=" -> Sign.EQUALS;
          case "×", "✕", "⋅" -> Sign.TIMES;
          case "÷" -> Sign.DIVIDED;
          case "<" -> Sign.LESS;
          case ">" -> Sign.MORE;
          case "&" -> Sign.AND;
          case "@" -> Sign.AT;
          case "%" -> Sign.PERCENT;
          case "‰" -> Sign.PER_MILLE;
          case "°", "º" -> Sign.DEGREE;
          case "∶" -> Sign.RATIO;
          case "©" -> Sign.COPYRIGHT;
          case "®" -> Sign.REGISTERED;
          case "√" -> Sign.ROOT;
          case "∛" -> Sign.CUBE_ROOT;
          case "∞" -> Sign.INFINITY;
          case "$" -> Sign.DOLLAR;
          case "€" -> Sign.EURO;
          case "£" -> Sign.POUND;
          case "¥" -> Sign.YUAN;
          case "π", "Π" -> Sign.PI;
          case "α" -> Sign.ALPHA;
          case "β" -> Sign.BETA;
          case "γ" -> Sign.GAMMA;
          case "δ", "Δ" -> Sign.DELTA;
          case "θ", "Θ" -> Sign.THETA;
          case "λ" -> Sign.LAMBDA;
          case "μ" -> Sign.MU;
          case "σ", "Σ" -> Sign.SIGMA;
          case "ω", "Ω" -> Sign.OMEGA;
          default -> null;
        };
    return meaning == null ? null : spoken(meaning);
  }
}
