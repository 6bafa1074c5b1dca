package dev.aischeduler.engine.schedule;

import dev.aischeduler.engine.schedule.time.Exclusions;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads days without. */
final class ExclusionReader {
  private static final String FIELD = "exclude";
  private static final int MAX_DATES = 1000;
  private static final int WEEK = 7;

  private ExclusionReader() {}

  static Exclusions read(ScheduleFields.@Nullable ExcludeFields given) {
    ScheduleFields.ExcludeFields all = full(given);
    List<String> dates = Objects.requireNonNullElse(all.dates(), List.of());
    List<ScheduleFields.RangeFields> ranges = Objects.requireNonNullElse(all.ranges(), List.of());
    List<String> weekdays = Objects.requireNonNullElse(all.weekdays(), List.of());
    checkCount(FIELD + ".dates", dates.size(), MAX_DATES);
    checkCount(FIELD + ".ranges", ranges.size(), MAX_DATES);
    checkCount(FIELD + ".weekdays", weekdays.size(), WEEK);
    Set<LocalDate> days = new TreeSet<>();
    for (int i = 0; i < dates.size(); i++) {
      days.add(date(FIELD + ".dates[" + i + "]", dates.get(i)));
    }
    List<Exclusions.Range> spans = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      spans.add(range(FIELD + ".ranges[" + i + "]", ranges.get(i)));
    }
    Set<DayOfWeek> week = EnumSet.noneOf(DayOfWeek.class);
    for (int i = 0; i < weekdays.size(); i++) {
      week.add(weekday(FIELD + ".weekdays[" + i + "]", weekdays.get(i)));
    }
    if (week.size() == WEEK) {
      throw new InvalidRequestException(FIELD + ".weekdays", "excludes every day");
    }
    return new Exclusions(days, spans, week);
  }

  /** With empty lists for what was left out. */
  static ScheduleFields.ExcludeFields full(ScheduleFields.@Nullable ExcludeFields given) {
    return new ScheduleFields.ExcludeFields(
        given == null ? List.of() : Objects.requireNonNullElse(given.dates(), List.of()),
        given == null ? List.of() : Objects.requireNonNullElse(given.ranges(), List.of()),
        given == null ? List.of() : Objects.requireNonNullElse(given.weekdays(), List.of()));
  }

  private static void checkCount(String field, int count, int max) {
    if (count > max) {
      throw new InvalidRequestException(field, "must be at most " + max + ", but are " + count);
    }
  }

  private static Exclusions.Range range(String field, ScheduleFields.RangeFields range) {
    LocalDate from = date(field + ".from", range.from());
    LocalDate to = date(field + ".to", range.to());
    if (to.isBefore(from)) {
      throw new InvalidRequestException(field + ".to", "must not lie before from");
    }
    return new Exclusions.Range(from, to);
  }

  private static LocalDate date(String field, @Nullable String text) {
    try {
      return LocalDate.parse(Objects.requireNonNullElse(text, ""));
    } catch (DateTimeException e) {
      throw new InvalidRequestException(field, "must be a day such as 2026-12-25");
    }
  }

  private static DayOfWeek weekday(String field, String text) {
    String name = text.toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().equals(name) || day.name().substring(0, 3).equals(name)) {
        return day;
      }
    }
    throw new InvalidRequestException(field, "must be one of: mon, tue, wed, thu, fri, sat, sun");
  }
}
