package dev.aischeduler.jobs.tts.text.kind;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an amount is counted per: {@code /kg}, {@code /mo}, {@code /night}, {@code /月}. */
final class Rates {
  private static final Map<String, String[]> TIMES =
      Map.ofEntries(
          Map.entry("mo", new String[] {"month", "每月"}),
          Map.entry("month", new String[] {"month", "每月"}),
          Map.entry("wk", new String[] {"week", "每周"}),
          Map.entry("week", new String[] {"week", "每周"}),
          Map.entry("yr", new String[] {"year", "每年"}),
          Map.entry("year", new String[] {"year", "每年"}),
          Map.entry("day", new String[] {"day", "每天"}),
          Map.entry("night", new String[] {"night", "每晚"}),
          Map.entry("hour", new String[] {"hour", "每小时"}),
          Map.entry("minute", new String[] {"minute", "每分钟"}),
          Map.entry("second", new String[] {"second", "每秒"}),
          Map.entry("person", new String[] {"person", "每人"}),
          Map.entry("user", new String[] {"user", "每用户"}),
          Map.entry("unit", new String[] {"unit", "每件"}));

  private final Units units;

  Rates(Units units) {
    this.units = units;
  }

  /** Regular expression with one group: a rate, perhaps. */
  String pattern() {
    String words =
        TIMES.keySet().stream()
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return "(?: ?/ ?((?:" + words + ")(?![A-Za-z])|" + units.symbols() + "|\\p{IsHan}))?";
  }

  /** With a blank before it; empty for none. */
  String english(@Nullable String rate) {
    if (rate == null) {
      return "";
    }
    String[] time = TIMES.get(rate);
    return time == null
        ? units.find(rate).map(u -> " per " + u.one()).orElse("")
        : " per " + time[0];
  }

  /** Empty for none. */
  String mandarin(@Nullable String rate) {
    if (rate == null) {
      return "";
    }
    String[] time = TIMES.get(rate);
    return time == null
        ? units.find(rate).map(u -> "每" + u.mandarin()).orElse("每" + rate)
        : time[1];
  }
}
