package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;

/** Numbers with a short magnitude and no unit: {@code 5M}, {@code 3K}, {@code 300w} in Mandarin. */
final class Quantities extends Kind {
  /** Kinds of pictures and lengths of races are named with the letter. */
  private static final Pattern NAMED = Pattern.compile("^(?:2|4|5|8|10|16)$");

  Quantities(Vocabulary shared) {
    rule(
        "(" + Patterns.SIGNED + ")([KkM])(?![A-Za-z0-9\\-'])",
        m -> {
          Magnitude times = Magnitude.of(m.group(2));
          return isNamed(m)
              ? null
              : Spoken.of(
                  () -> times.english(shared.english(), m.amount(1)),
                  () ->
                      m.group(2).equals("M")
                          ? shared.mandarin().amount(m.amount(1)) + "兆"
                          : times.mandarin(shared.mandarin(), m.amount(1)));
        });
    rule(
        "(" + Patterns.SIGNED + ") ?(bn|tn|mn|mln|bln|trn)(?![A-Za-z0-9])",
        m -> {
          Magnitude times = Magnitude.of(m.group(2));
          return Spoken.of(
              () -> times.english(shared.english(), m.amount(1)),
              () -> times.mandarin(shared.mandarin(), m.amount(1)));
        });
    rule(
        "(" + Patterns.NUMBER + ")[wW](?=[\\p{IsHan}+，。]|$)",
        m ->
            Spoken.of(
                () -> shared.english().amount(m.amount(1).shifted(4)),
                () -> shared.mandarin().count(m.amount(1)) + "万"));
  }

  private static boolean isNamed(Match m) {
    return !m.group(2).equals("M")
        && NAMED.matcher(m.amount(1).whole()).matches()
        && m.amount(1).decimals().isEmpty();
  }
}
