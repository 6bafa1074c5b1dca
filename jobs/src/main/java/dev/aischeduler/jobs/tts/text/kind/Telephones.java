package dev.aischeduler.jobs.tts.text.kind;

import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Telephone numbers: digits one by one, a pause between their groups. */
final class Telephones extends Kind {
  private static final Pattern GROUP = Pattern.compile("\\d+");

  Telephones(Vocabulary shared) {
    rule(
        "\\+\\d[\\d -]{6,16}\\d(?!\\d)|\\(\\d{3}\\) ?\\d{3}-\\d{4}(?!\\d)"
            + "|\\d{3}-\\d{3,4}-\\d{4}(?!\\d)|0\\d{2,3}-\\d{7,8}(?!\\d)"
            + "|1[3-9]\\d{9}(?!\\d)|1[3-9]\\d \\d{4} \\d{4}(?!\\d)",
        m ->
            Spoken.of(
                () -> said(m.text(), "plus ", ", ", shared.english()::digits),
                () -> said(m.text(), "加", ",", shared.mandarin()::telephone)));
  }

  private static String said(
      String written, String plus, String pause, UnaryOperator<String> digits) {
    return (written.startsWith("+") ? plus : "")
        + GROUP
            .matcher(written)
            .results()
            .map(MatchResult::group)
            .map(digits)
            .collect(Collectors.joining(pause));
  }
}
