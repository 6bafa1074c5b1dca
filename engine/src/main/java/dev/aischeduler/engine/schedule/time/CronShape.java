package dev.aischeduler.engine.schedule.time;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cron expression of a shape that can be said in plain words.
 *
 * @param often how often on a day
 * @param weekdays only these; empty for all
 * @param days of the month, 0 for the last; empty for all
 * @param months 1 to 12; empty for all
 */
record CronShape(Often often, List<DayOfWeek> weekdays, List<Integer> days, List<Integer> months) {
  /** How often on a day. */
  sealed interface Often permits At, Minutes, Hours, EachHour {}

  /** At these times of the day, in minutes since midnight. */
  record At(List<Integer> minutes) implements Often {}

  /** Every so many minutes. */
  record Minutes(int every) implements Often {}

  /** Every so many hours, from midnight on. */
  record Hours(int every) implements Often {}

  /** Every hour, at this minute. */
  record EachHour(int minute) implements Often {}

  private static final int MOST_TIMES = 4;
  private static final int HOUR = 60;
  private static final int DAY = 24;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");
  private static final Pattern STEP = Pattern.compile("(?:\\*|0)/(\\d{1,2})");
  private static final Pattern RANGE = Pattern.compile("(\\w{1,3})-(\\w{1,3})");
  private static final List<String> DAY_NAMES =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final List<String> MONTH_NAMES =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  /** The shape of second, minute, hour, day, month, weekday and year; empty for any other. */
  static Optional<CronShape> of(List<String> fields, boolean quartz) {
    if (!fields.get(0).equals("0") || !fields.get(6).equals("*")) {
      return Optional.empty();
    }
    Optional<Often> often = often(fields.get(1), fields.get(2));
    Optional<List<Integer>> days = any(fields.get(3)) ? all() : days(fields.get(3));
    Optional<List<Integer>> months =
        any(fields.get(4)) ? all() : numbers(fields.get(4), MONTH_NAMES, 1);
    Optional<List<DayOfWeek>> weekdays =
        any(fields.get(5)) ? all() : weekdays(fields.get(5), quartz);
    boolean either =
        days.filter(list -> !list.isEmpty()).isPresent()
            && weekdays.filter(list -> !list.isEmpty()).isPresent();
    if (either || often.isEmpty() || days.isEmpty() || months.isEmpty() || weekdays.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new CronShape(often.get(), weekdays.get(), days.get(), months.get()));
  }

  private static boolean any(String field) {
    return field.equals("*") || field.equals("?");
  }

  private static <T> Optional<List<T>> all() {
    return Optional.of(List.of());
  }

  private static Optional<Often> often(String minute, String hour) {
    if (any(hour)) {
      Optional<Integer> step = minute.equals("*") ? Optional.of(1) : step(minute, HOUR);
      if (step.isPresent()) {
        return Optional.of(new Minutes(step.get()));
      }
      return number(minute).map(EachHour::new);
    }
    Optional<Integer> hours = step(hour, DAY);
    if (hours.isPresent() && minute.equals("0")) {
      return Optional.of(new Hours(hours.get()));
    }
    return times(minute, hour);
  }

  private static Optional<Often> times(String minute, String hour) {
    List<Integer> times = new ArrayList<>();
    for (String h : hour.split(",")) {
      for (String m : minute.split(",")) {
        if (number(h).isEmpty() || number(m).isEmpty()) {
          return Optional.empty();
        }
        times.add(Integer.parseInt(h) * HOUR + Integer.parseInt(m));
      }
    }
    return times.size() > MOST_TIMES
        ? Optional.empty()
        : Optional.of(new At(times.stream().sorted().distinct().toList()));
  }

  private static Optional<Integer> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  /** A step that divides the whole, so that it is the same all day. */
  private static Optional<Integer> step(String text, int whole) {
    Matcher step = STEP.matcher(text);
    return step.matches()
        ? Optional.of(Integer.parseInt(step.group(1))).filter(n -> n > 0 && whole % n == 0)
        : Optional.empty();
  }

  private static Optional<List<Integer>> days(String field) {
    return field.equals("L") ? Optional.of(List.of(0)) : numbers(field, List.of(), 0);
  }

  private static Optional<List<DayOfWeek>> weekdays(String field, boolean quartz) {
    // both name Sunday first; Quartz counts from 1
    return numbers(field, DAY_NAMES, quartz ? 1 : 0)
        .map(
            list ->
                list.stream()
                    .map(n -> DayOfWeek.SUNDAY.plus(quartz ? n - 1L : n))
                    .sorted()
                    .distinct()
                    .toList());
  }

  /** Numbers, names, ranges and lists of them; empty for anything else. */
  private static Optional<List<Integer>> numbers(String field, List<String> names, int first) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String part : field.split(",")) {
      Matcher range = RANGE.matcher(part);
      boolean isRange = range.matches();
      Optional<Integer> from = value(isRange ? range.group(1) : part, names, first);
      Optional<Integer> to = value(isRange ? range.group(2) : part, names, first);
      if (from.isEmpty() || to.isEmpty() || from.get() > to.get()) {
        return Optional.empty();
      }
      for (int i = from.get(); i <= to.get(); i++) {
        numbers.add(i);
      }
    }
    return Optional.of(List.copyOf(numbers));
  }

  private static Optional<Integer> value(String text, List<String> names, int first) {
    int name = names.indexOf(text);
    return name >= 0 ? Optional.of(name + first) : number(text);
  }
}
