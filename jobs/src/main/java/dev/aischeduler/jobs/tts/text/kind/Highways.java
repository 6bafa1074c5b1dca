package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbered roads: {@code Hwy 101}, {@code I-95}, {@code US-101}. Read in English. */
final class Highways extends Kind {
  private final EnglishNumbers english;

  Highways(Vocabulary shared) {
    this.english = shared.english();
    rule("(?:Hwy|HWY|hwy)\\.? ?(\\d{1,3})" + StreetNames.END, m -> numbered("highway", m));
    rule("(?:Rte|RTE|Rt)\\.? ?(\\d{1,3})" + StreetNames.END, m -> numbered("route", m));
    rule(
        "([Hh]ighway|[Rr]oute|[Ii]nterstate) (\\d{1,3})(?![\\w%]|[.,:]\\d)",
        m -> road(m.group(1).toLowerCase(Locale.ROOT), m.group(2)));
    rule("I-(\\d{1,3})(?![\\w-]|[.,]\\d)", m -> numbered("i", m));
    rule(
        "U\\.?S\\.?[- ](\\d{1,3})(?![\\w-]|[.,/]\\d)(?! ?(?:[$%]|million|billion|[a-z]{3}))",
        m -> numbered("u s", m));
    rule("SR-(\\d{1,3})(?![\\w-])", m -> numbered("s r", m));
  }

  private @Nullable Spoken numbered(String what, Match m) {
    return m.place().followsWord() ? null : road(what, m.group(1));
  }

  private Spoken road(String what, String number) {
    return Spoken.inEnglish(() -> what + " " + english.inPairs(number));
  }
}
