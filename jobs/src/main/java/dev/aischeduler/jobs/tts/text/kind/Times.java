package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times of day: {@code 15:30}, {@code 3:30:15 pm}, {@code 5 a.m.}. */
final class Times extends Kind {
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  /**
   * A time of day.
   *
   * @param second -1 when not written
   * @param half {@code "a"} or {@code "p"}, or null for the 24-hour clock
   */
  private record Clock(int hour, int minute, int second, @Nullable String half) {}

  Times(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule(
        "[Tt]?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\.\\d+)?Z?"
            + "(?: ?([AaPp])(?:\\.[Mm]\\.|[Mm](?![A-Za-z])))?(?![\\d:])",
        this::clock);
    rule("(\\d{1,2}) ?([AaPp])(?:\\.[Mm]\\.|[Mm](?![A-Za-z]))", this::hour);
  }

  private @Nullable Spoken clock(Match m) {
    Clock clock =
        new Clock(m.number(1), m.number(2), m.has(3) ? m.number(3) : -1, half(m.optional(4)));
    boolean valid = clock.hour() <= 24 && clock.minute() <= 59 && clock.second() <= 59;
    return valid ? spoken(clock) : null;
  }

  private @Nullable Spoken hour(Match m) {
    int hour = m.number(1);
    return hour >= 1 && hour <= 12 ? spoken(new Clock(hour, 0, -1, half(m.optional(2)))) : null;
  }

  private static @Nullable String half(@Nullable String letter) {
    return letter == null ? null : letter.toLowerCase(Locale.ROOT);
  }

  private Spoken spoken(Clock clock) {
    return Spoken.of(() -> english(clock), () -> mandarin(clock));
  }

  private String english(Clock t) {
    List<String> parts = new ArrayList<>();
    parts.add(english.cardinal(t.hour()));
    if (t.minute() > 0 || t.second() > 0) {
      parts.add((t.minute() < 10 ? "oh " : "") + english.cardinal(t.minute()));
    } else if (t.half() == null) {
      parts.add(t.hour() >= 1 && t.hour() <= 12 ? "o'clock" : "hundred");
    }
    if (t.second() > 0) {
      parts.add("and " + english.count(t.second(), "second"));
    }
    if (t.half() != null) {
      parts.add(EnglishWords.letters(t.half() + "m"));
    }
    return String.join(" ", parts);
  }

  private String mandarin(Clock t) {
    String half = t.half() == null ? "" : t.half().equals("a") ? "上午" : "下午";
    StringBuilder text = new StringBuilder(half);
    text.append(mandarin.count(Amount.of(t.hour()))).append("点");
    if (t.minute() > 0 || t.second() > 0) {
      text.append(part(t.minute())).append("分");
    }
    if (t.second() > 0) {
      text.append(part(t.second())).append("秒");
    }
    return text.toString();
  }

  private String part(int sixtieths) {
    return (sixtieths > 0 && sixtieths < 10 ? "零" : "") + mandarin.cardinal(sixtieths);
  }
}
