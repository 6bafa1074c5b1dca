package dev.aischeduler.engine.schedule.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Days on which nothing happens, in the zone of the schedule. Immutable.
 *
 * @param dates single days
 * @param ranges of days
 * @param weekdays every week
 */
public record Exclusions(Set<LocalDate> dates, List<Range> ranges, Set<DayOfWeek> weekdays) {
  /** No day is excluded. */
  public static final Exclusions NONE = new Exclusions(Set.of(), List.of(), Set.of());

  private static final int LOOK_DAYS = 5 * 366;

  /**
   * Days one after the other.
   *
   * @param from the first
   * @param to the last
   */
  public record Range(LocalDate from, LocalDate to) {
    boolean holds(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(to);
    }
  }

  /** Copies. */
  public Exclusions {
    dates = Set.copyOf(dates);
    ranges = List.copyOf(ranges);
    weekdays = Set.copyOf(weekdays);
  }

  /** Whether nothing happens on a day. */
  public boolean exclude(LocalDate day) {
    return weekdays.contains(day.getDayOfWeek())
        || dates.contains(day)
        || ranges.stream().anyMatch(range -> range.holds(day));
  }

  /** The first day from this one on that is not excluded, within five years. */
  Optional<LocalDate> firstIncluded(LocalDate day) {
    return day.datesUntil(day.plusDays(LOOK_DAYS)).filter(one -> !exclude(one)).findFirst();
  }
}
