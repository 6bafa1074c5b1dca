package dev.aischeduler.jobs.tts.text.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** How long something lasts: {@code 1h30m}, {@code 2d 4h}, {@code 5m30s}. */
final class Durations extends Kind {
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Durations(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    String blank = " ?";
    rule(
        "(?:(\\d{1,4})d"
            + blank
            + ")?(\\d{1,4})h"
            + blank
            + "(\\d{1,4})m(?:in)?(?:"
            + blank
            + "(\\d{1,4})s(?:ec)?)?(?![A-Za-z\\d])",
        m -> duration(m, 1, 2, 3, 4));
    rule("(\\d{1,4})d" + blank + "(\\d{1,4})h(?![A-Za-z\\d])", m -> duration(m, 1, 2, 0, 0));
    rule(
        "(\\d{1,4})m(?:in)?" + blank + "(\\d{1,4})s(?:ec)?(?![A-Za-z\\d])",
        m -> duration(m, 0, 0, 1, 2));
  }

  /** How long; a group of 0 is not written. */
  private Spoken duration(Match m, int day, int hour, int minute, int second) {
    return Spoken.of(
        () -> {
          List<String> parts = new ArrayList<>();
          add(parts, m, day, n -> english.count(n, "day"));
          add(parts, m, hour, n -> english.count(n, "hour"));
          add(parts, m, minute, n -> english.count(n, "minute"));
          add(parts, m, second, n -> english.count(n, "second"));
          return String.join(" ", parts);
        },
        () -> {
          List<String> parts = new ArrayList<>();
          add(parts, m, day, n -> mandarin.count(Amount.of(n)) + "天");
          add(parts, m, hour, n -> mandarin.count(Amount.of(n)) + "小时");
          add(parts, m, minute, n -> mandarin.count(Amount.of(n)) + "分钟");
          add(parts, m, second, n -> mandarin.count(Amount.of(n)) + "秒");
          return String.join("", parts);
        });
  }

  private static void add(List<String> parts, Match m, int group, IntFunction<String> said) {
    if (group > 0 && m.has(group)) {
      parts.add(said.apply(m.number(group)));
    }
  }
}
