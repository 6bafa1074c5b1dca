package dev.aischeduler.engine.schedule.time;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in English when a cron expression fires. */
final class EnglishTimes {
  private static final int HOUR = 60;

  private EnglishTimes() {}

  static String of(CronShape shape) {
    CronShape.Often often = shape.often();
    String days = days(shape);
    if (often instanceof CronShape.At at) {
      String times = joined(at.minutes().stream().map(EnglishTimes::time).toList());
      return (days.isEmpty() ? "every day" : days) + " at " + times;
    }
    String how =
        often instanceof CronShape.Minutes minutes
            ? every(minutes.every(), "minute")
            : often instanceof CronShape.Hours hours
                ? every(hours.every(), "hour")
                : "every hour at minute " + ((CronShape.EachHour) often).minute();
    return days.isEmpty() ? how : how + " " + days;
  }

  private static String every(int count, String unit) {
    return count == 1 ? "every " + unit : "every " + count + " " + unit + "s";
  }

  private static String days(CronShape shape) {
    String months =
        joined(
            shape.months().stream()
                .map(m -> Month.of(m).getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .toList());
    if (!shape.weekdays().isEmpty()) {
      return "on " + weekdays(shape.weekdays()) + (months.isEmpty() ? "" : " in " + months);
    }
    if (!shape.days().isEmpty()) {
      String days = joined(shape.days().stream().map(EnglishTimes::day).toList());
      return "on the " + days + " of " + (months.isEmpty() ? "every month" : months);
    }
    return months.isEmpty() ? "" : "every day in " + months;
  }

  private static String weekdays(List<DayOfWeek> days) {
    List<String> names =
        days.stream().map(d -> d.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList();
    boolean run =
        days.size() > 2
            && days.get(days.size() - 1).getValue() - days.get(0).getValue() == days.size() - 1;
    return run ? names.get(0) + " to " + names.get(names.size() - 1) : joined(names);
  }

  private static String day(int day) {
    if (day == 0) {
      return "last day";
    }
    boolean teen = day / 10 == 1;
    String end =
        teen
            ? "th"
            : switch (day % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return day + end;
  }

  static String time(int minutes) {
    return String.format(Locale.ROOT, "%02d:%02d", minutes / HOUR, minutes % HOUR);
  }

  private static String joined(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : parts.stream().limit(last).collect(Collectors.joining(", ")) + " and " + parts.get(last);
  }
}
