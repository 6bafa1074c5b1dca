package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Figures that are said in a way of their own: {@code 24/7}, {@code 9/11}, {@code 401(k)}. */
final class SetFigures extends Kind {
  private static final Pattern EVENT = Pattern.compile("事件|恐|袭|遇难|纪念|调查|委员会|之[前后]|以[前后来]|[前后那当]");

  private final EnglishNumbers english;

  SetFigures(Vocabulary shared) {
    this.english = shared.english();
    String start = Abbreviations.START;
    rule(start + "(401|403|457)\\(([a-z])\\)", m -> plan(m.group(1), m.group(2), ""));
    rule(
        start + "(501)\\((c)\\)(?:\\(([1-9])\\))?",
        m -> plan(m.group(1), m.group(2), m.optional(3)));
    rule(
        start + "24/7(?:/365)?(?![\\d/])(?! ?[=+*×÷])(?<![=+*×÷-] ?24/7(?:/365)?)",
        SetFigures::always);
    rule(
        start
            + "9/11(?![\\d/])(?! ?[=+*×÷]| of (?:the|all|its|their|our|his|her)\\b)(?<![=+*×÷] ?9/11|[\\d)] ?- ?9/11)",
        m -> Spoken.of(() -> "nine eleven", () -> nineEleven(m)));
    rule(
        start
            + "(401|403)([kb])(?![A-Za-z0-9])(?<![$€£¥]\\d{3}[kb])(?= (?:plan|account|match|contribution"
            + "|rollover|balance|fund|withdrawal|limit|provider|loan)|s?[.,;!?]|$)",
        m -> plan(m.group(1), m.group(2), ""));
    rule(
        start + "(2160|1440|1080|720|480|360)([pi])(?![A-Za-z0-9])",
        m ->
            Spoken.inEnglish(
                () -> english.inPairs(m.group(1)) + " " + EnglishWords.letters(m.group(2))));
    rule(start + "20/20(?= (?:vision|hindsight))", m -> Spoken.words("twenty twenty"));
  }

  /** The attacks where one of these words follows, else a fraction. */
  private static String nineEleven(Match m) {
    boolean alone = m.place().start() == 0 && m.after().isEmpty();
    return alone || EVENT.matcher(m.after()).lookingAt() ? "九一一" : "十一分之九";
  }

  private Spoken plan(String number, String letter, @Nullable String part) {
    String first = english.digits(number.substring(0, 1));
    String last = english.digits(number.substring(2));
    boolean oh = number.charAt(1) == '0';
    String middle = oh ? "oh " + last : english.cardinal(Long.parseLong(number.substring(1)));
    String more = part == null || part.isEmpty() ? "" : " " + english.digits(part);
    return Spoken.words(first + " " + middle + " " + EnglishWords.letters(letter) + more);
  }

  private static Spoken always(Match m) {
    boolean year = m.text().endsWith("365");
    return Spoken.of(
        () -> "twenty four seven" + (year ? " three sixty five" : ""),
        () -> "二十四七" + (year ? "三六五" : ""));
  }
}
