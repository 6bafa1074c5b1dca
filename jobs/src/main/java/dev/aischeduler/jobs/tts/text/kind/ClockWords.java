package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.ArrayList;
import java.util.List;

/** How a time of day is said. Thread-safe. */
final class ClockWords {
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;
  private final TimeZones zones;

  ClockWords(EnglishNumbers english, MandarinNumbers mandarin) {
    this.english = english;
    this.mandarin = mandarin;
    this.zones = new TimeZones(english, mandarin);
  }

  /** Minutes and seconds with a part of one, that no clock shows: {@code 2:30.5}. */
  Spoken lap(Match m) {
    return Spoken.of(
        () ->
            english.count(m.number(1), "minute")
                + " and "
                + english.cardinal(m.number(2))
                + " point "
                + english.digits(m.group(3))
                + " seconds",
        () ->
            mandarin.count(Amount.of(m.number(1)))
                + "分"
                + part(m.number(2))
                + "点"
                + mandarin.digits(m.group(3))
                + "秒");
  }

  /** A zone by its hours from Greenwich: {@code GMT-5}. */
  Spoken offset(Match m) {
    String sign =
        m.group(2).equals("+") ? "plus" : m.group(2).equals("±") ? "plus or minus" : "minus";
    String chinese = m.group(2).equals("+") ? "加" : m.group(2).equals("±") ? "正负" : "减";
    return Spoken.of(
        () ->
            EnglishWords.letters(m.group(1))
                + " "
                + sign
                + " "
                + english.cardinal(m.number(3))
                + (m.has(4) ? " " + english.cardinal(m.number(4)) : ""),
        () ->
            (m.group(1).equals("UTC") ? "世界时间" : "格林尼治时间")
                + chinese
                + mandarin.cardinal(m.number(3))
                + "小时"
                + (m.has(4) ? mandarin.cardinal(m.number(4)) + "分" : ""));
  }

  Spoken spoken(Clock clock) {
    return Spoken.of(() -> english(clock), () -> mandarin(clock));
  }

  private String english(Clock t) {
    List<String> parts = new ArrayList<>();
    if (t.second() >= 0) {
      parts.add(english.count(t.hour(), "hour"));
      parts.add(english.count(t.minute(), "minute"));
      parts.add(
          t.fraction().isEmpty()
              ? "and " + english.count(t.second(), "second")
              : "and "
                  + english.cardinal(t.second())
                  + " point "
                  + english.digits(t.fraction())
                  + " seconds");
    } else {
      parts.add(english.cardinal(t.hour()));
      if (t.minute() > 0) {
        parts.add((t.minute() < 10 ? "oh " : "") + english.cardinal(t.minute()));
      } else if (t.half() == null) {
        parts.add(t.hour() >= 1 && t.hour() <= 12 ? "o'clock" : "hundred");
      }
    }
    if (t.half() != null) {
      parts.add(EnglishWords.letters(t.half() + "m"));
    }
    if (t.zone() != null) {
      parts.add(zones.english(t.zone()));
    }
    return String.join(" ", parts);
  }

  private String mandarin(Clock t) {
    String half = t.half() == null ? "" : t.half().equals("a") ? "上午" : "下午";
    StringBuilder text = new StringBuilder(half);
    text.append(mandarin.count(Amount.of(t.hour()))).append("点");
    if (t.minute() > 0 || t.second() >= 0) {
      text.append(part(t.minute())).append("分");
    }
    if (t.second() >= 0) {
      text.append(part(t.second()));
      text.append(t.fraction().isEmpty() ? "" : "点" + mandarin.digits(t.fraction())).append("秒");
    }
    return text.append(t.zone() == null ? "" : zones.mandarin(t.zone())).toString();
  }

  private String part(int sixtieths) {
    return (sixtieths > 0 && sixtieths < 10 ? "零" : "") + mandarin.cardinal(sixtieths);
  }
}
