package dev.aischeduler.engine.schedule.time;

import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Elapsed time between two fire times, whatever clocks on walls do: a day is 24 hours.
 *
 * @param every one second to 366 days, whole seconds
 */
public record Interval(String text, Duration every) implements TimePattern {
  private static final Pattern EVERY = Pattern.compile("every\\s+(.+)");
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
  private static final Pattern ISO = Pattern.compile("p[\\dtdhms]+");
  private static final Duration LONGEST = Duration.ofDays(366);

  static boolean isInterval(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return EVERY.matcher(lower).matches() || ISO.matcher(lower).matches();
  }

  static Interval of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher every = EVERY.matcher(lower);
    String amount = every.matches() ? every.group(1).replaceAll("\\s+", "") : lower;
    Duration duration = duration(amount);
    if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new InvalidRequestException(
          FIELD, "an interval must be 1 second to 366 days, but is '" + text + "'");
    }
    return new Interval(text.replaceAll("\\s+", " "), duration);
  }

  private static Duration duration(String amount) {
    Matcher parts = SHORT.matcher(amount);
    if (!amount.isEmpty() && parts.matches()) {
      return Duration.ofDays(number(parts.group(1)))
          .plusHours(number(parts.group(2)))
          .plusMinutes(number(parts.group(3)))
          .plusSeconds(number(parts.group(4)));
    }
    try {
      Duration iso = Duration.parse(amount.toUpperCase(Locale.ROOT));
      if (iso.equals(iso.truncatedTo(ChronoUnit.SECONDS))) {
        return iso;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // said below
    }
    throw new InvalidRequestException(
        FIELD,
        "'"
            + amount
            + "' is no interval; write for example 'every 30s', 'every 15m', 'every 1h30m', 'every"
            + " 1d' or PT15M, in whole seconds (for months, use a cron expression)");
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  @Override
  public Optional<Instant> next(Instant after, ZoneId zone, Instant anchor) {
    if (after.isBefore(anchor)) {
      return Optional.of(anchor);
    }
    long passed = Duration.between(anchor, after).toSeconds() / every.toSeconds();
    return Optional.of(anchor.plusSeconds((passed + 1) * every.toSeconds()));
  }

  @Override
  public Description description() {
    return new Description(
        "every " + amount(" day", " hour", " minute", " second", true, ", "),
        "每 " + amount(" 天", " 小时", " 分钟", " 秒", false, " "));
  }

  private String amount(
      String day, String hour, String minute, String second, boolean plural, String between) {
    List<String> parts = new ArrayList<>();
    add(parts, every.toDaysPart(), day, plural);
    add(parts, every.toHoursPart(), hour, plural);
    add(parts, every.toMinutesPart(), minute, plural);
    add(parts, every.toSecondsPart(), second, plural);
    return String.join(between, parts);
  }

  private static void add(List<String> parts, long count, String unit, boolean plural) {
    if (count > 0) {
      parts.add(count + unit + (plural && count != 1 ? "s" : ""));
    }
  }
}
