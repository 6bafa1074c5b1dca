package dev.aischeduler.engine.schedule.time;

import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.Collectors;

/** Says in Chinese when a cron expression fires. */
final class ChineseTimes {
  private static final List<String> WEEKDAYS = List.of("一", "二", "三", "四", "五", "六", "日");

  private ChineseTimes() {}

  static String of(CronShape shape) {
    CronShape.Often often = shape.often();
    String days = days(shape);
    if (often instanceof CronShape.At at) {
      String times = at.minutes().stream().map(EnglishTimes::time).collect(Collectors.joining("、"));
      return (days.isEmpty() ? "每天" : days) + " " + times;
    }
    String how =
        often instanceof CronShape.Minutes minutes
            ? every(minutes.every(), "分钟")
            : often instanceof CronShape.Hours hours
                ? every(hours.every(), "小时")
                : "每小时的第 " + ((CronShape.EachHour) often).minute() + " 分钟";
    return days.isEmpty() ? how : days + how;
  }

  private static String every(int count, String unit) {
    return count == 1 ? "每" + unit : "每 " + count + " " + unit;
  }

  private static String days(CronShape shape) {
    String months = shape.months().stream().map(String::valueOf).collect(Collectors.joining("、"));
    String inMonths = months.isEmpty() ? "" : "每年 " + months + " 月";
    if (!shape.weekdays().isEmpty()) {
      return inMonths + "每周" + weekdays(shape.weekdays());
    }
    if (!shape.days().isEmpty()) {
      String days =
          shape.days().stream()
              .map(day -> day == 0 ? "最后一天" : day + " 日")
              .collect(Collectors.joining("、"));
      return (months.isEmpty() ? "每月 " : inMonths + " ") + days;
    }
    return months.isEmpty() ? "" : inMonths + "每天";
  }

  private static String weekdays(List<DayOfWeek> days) {
    List<String> names = days.stream().map(d -> WEEKDAYS.get(d.getValue() - 1)).toList();
    boolean run =
        days.size() > 2
            && days.get(days.size() - 1).getValue() - days.get(0).getValue() == days.size() - 1;
    return run ? names.get(0) + "至周" + names.get(names.size() - 1) : String.join("、周", names);
  }
}
