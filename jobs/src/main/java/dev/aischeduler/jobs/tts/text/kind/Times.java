package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of day and durations: {@code 15:30}, {@code 3:30:15 pm}, {@code 5 a.m.}, {@code 1h30m}. */
final class Times extends Kind {
  private static final String HALF = "(?: ?([AaPp])(?:\\. ?[Mm]\\.?|[Mm])(?![A-Za-z]{4}))";

  /** Time zones; small letters only with or right after the half of the day. */
  private static final String ZONE =
      "([ECMP]\\.?[SD]\\.?T\\.?|G\\.?M\\.?T\\.?|U\\.?T\\.?C\\.?|CES?T|BST|JST|IST|HKT|SGT|[ECMP]T)(?![A-Za-z])";

  private static final String SMALL_ZONE =
      "([ecmp]\\.?[sd]\\.?t\\.?|g\\.?m\\.?t\\.?|u\\.?t\\.?c\\.?)(?![A-Za-z])";
  private static final String OFFSET = "(Z|\\+(?:0\\d|1[0-4]):?[0-5]\\d)";
  private static final Pattern NO_TIME = Pattern.compile("(?:比分|比例|比率|比|[以])\\D{0,2}$");

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  /**
   * A time of day.
   *
   * @param second -1 when not written
   * @param fraction digits of a part of a second, may be empty
   * @param half {@code "a"} or {@code "p"}, or null for the 24-hour clock
   * @param zone letters of a time zone, {@code Z}, an offset such as {@code +08:00}, or null
   */
  private record Clock(
      int hour,
      int minute,
      int second,
      String fraction,
      @Nullable String half,
      @Nullable String zone) {}

  Times(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    String halfAndZone = HALF + "(?:,? ?" + ZONE + "| ?" + SMALL_ZONE + ")?";
    rule(
        "(?:[Tt]|(?<=\\d{4}-\\d{2}-\\d{2} ))(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
            + "([-−](?:0\\d|1[0-2]):?[0-5]\\d)(?![\\w:])",
        this::isoClock);
    rule(
        "[Tt]?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?:"
            + halfAndZone
            + "(?![A-Za-z])| ?"
            + ZONE
            + "|(?<=:\\d{2}|\\.\\d{1,9})"
            + OFFSET
            + "(?![A-Za-z\\d]))?(?![\\d:])",
        this::clock);
    rule("(\\d{1,2})\\.(\\d{2})" + halfAndZone + "(?![A-Za-z])", this::pointed);
    rule("(\\d{1,2})" + halfAndZone + "(?![A-Za-z])", this::hour);
    rule("([01]?\\d|2[0-4])h([0-5]\\d)(?![A-Za-z\\d]|\\.\\d)", this::french);
    rule(
        "(?<=[点分秒时刻] ?)([AaPp])\\.?[Mm](?:\\.(?!$))?(?![A-Za-z])",
        m -> Spoken.inEnglish(() -> EnglishWords.letters(m.group(1) + "m")));
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

  /** West of Greenwich, which only a date or {@code T} before it tells from a range of times. */
  private @Nullable Spoken isoClock(Match m) {
    boolean valid = m.number(1) <= 24 && m.number(2) <= 59;
    Clock clock =
        new Clock(
            m.number(1),
            m.number(2),
            m.has(3) ? m.number(3) : -1,
            m.has(4) ? m.group(4) : "",
            null,
            m.group(5));
    return valid ? spoken(clock) : null;
  }

  private @Nullable Spoken clock(Match m) {
    String zone =
        m.has(6) ? m.group(6) : m.has(7) ? m.group(7) : m.has(8) ? m.group(8) : m.optional(9);
    Clock clock =
        new Clock(
            m.number(1),
            m.number(2),
            m.has(3) ? m.number(3) : -1,
            m.has(4) ? m.group(4) : "",
            half(m.optional(5)),
            zone);
    boolean valid = clock.hour() <= 24 && clock.minute() <= 59 && clock.second() <= 59;
    return valid && !NO_TIME.matcher(m.before()).find() ? spoken(clock) : null;
  }

  /** {@code 1.59 p.m.} */
  private @Nullable Spoken pointed(Match m) {
    boolean valid = m.number(1) <= 24 && m.number(2) <= 59;
    return valid
        ? spoken(new Clock(m.number(1), m.number(2), -1, "", half(m.optional(3)), zone(m, 4)))
        : null;
  }

  private @Nullable Spoken hour(Match m) {
    boolean article = m.groups().group().matches("\\d+ a|\\d+ am (?i:an?|the|not).*");
    return m.number(1) <= 24 && !article
        ? spoken(new Clock(m.number(1), 0, -1, "", half(m.optional(2)), zone(m, 3)))
        : null;
  }

  private static @Nullable String zone(Match m, int group) {
    return m.has(group) ? m.group(group) : m.optional(group + 1);
  }

  private @Nullable Spoken french(Match m) {
    return spoken(new Clock(m.number(1), m.number(2), -1, "", null, null));
  }

  private static @Nullable String half(@Nullable String letter) {
    return letter == null ? null : letter.toLowerCase(Locale.ROOT);
  }

  private Spoken spoken(Clock clock) {
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
      parts.add(englishZone(t.zone()));
    }
    return String.join(" ", parts);
  }

  private String englishZone(String zone) {
    if (zone.equals("Z")) {
      return "u t c";
    }
    if (Character.isLetter(zone.charAt(0))) {
      return EnglishWords.letters(zone.replace(".", ""));
    }
    String digits = zone.substring(1).replace(":", "");
    int minutes = Integer.parseInt(digits.substring(2));
    return "u t c "
        + (zone.charAt(0) == '+' ? "plus " : "minus ")
        + english.cardinal(Integer.parseInt(digits.substring(0, 2)))
        + (minutes == 0 ? "" : " " + english.cardinal(minutes));
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
    return text.append(t.zone() == null ? "" : mandarinZone(t.zone())).toString();
  }

  /** Time zones by letters have names of their own in Mandarin. */
  private String mandarinZone(String zone) {
    if (!Character.isLetter(zone.charAt(0))) {
      String digits = zone.substring(1).replace(":", "");
      int minutes = Integer.parseInt(digits.substring(2));
      return (zone.charAt(0) == '+' ? "东" : "西")
          + mandarin.cardinal(Integer.parseInt(digits.substring(0, 2)))
          + (minutes == 0 ? "" : "点" + mandarin.cardinal(minutes))
          + "区";
    }
    return switch (zone.replace(".", "").toUpperCase(Locale.ROOT).charAt(0)) {
      case 'E' -> "东部时间";
      case 'P' -> "太平洋时间";
      case 'M' -> "山地时间";
      case 'G', 'B' -> "格林尼治时间";
      case 'U', 'Z' -> "世界时间";
      case 'J' -> "日本时间";
      case 'I' -> "印度时间";
      case 'H' -> "香港时间";
      case 'S' -> "新加坡时间";
      default -> zone.startsWith("CE") ? "中欧时间" : "中部时间";
    };
  }

  private String part(int sixtieths) {
    return (sixtieths > 0 && sixtieths < 10 ? "零" : "") + mandarin.cardinal(sixtieths);
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

  private static void add(
      List<String> parts, Match m, int group, java.util.function.IntFunction<String> said) {
    if (group > 0 && m.has(group)) {
      parts.add(said.apply(m.number(group)));
    }
  }
}
