package dev.aischeduler.engine.schedule.time;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A cron expression, meant in the local time of a zone. Immutable, thread-safe.
 *
 * <p>Where clocks are put forward, what falls into the gap happens once, at the first instant after
 * it. Where they are put back, what falls into the hour that comes twice happens once, the first
 * time.
 */
public final class Cron implements TimePattern {
  private static final int UNIX_FIELDS = 5;
  private static final int QUARTZ_FIELDS = 6;
  private static final int QUARTZ_WITH_YEAR = 7;
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *");

  private final String text;
  private final com.cronutils.model.Cron cron;
  private final ExecutionTime times;

  private Cron(String text, com.cronutils.model.Cron cron) {
    this.text = text;
    this.cron = cron;
    this.times = ExecutionTime.forCron(cron);
  }

  static Cron of(String text) {
    String given = text.replaceAll("\\s+", " ");
    // the library would do it in the machine's language, in which fri may become FRİ
    String fields =
        NICKNAMES.getOrDefault(given.toLowerCase(Locale.ROOT), given).toUpperCase(Locale.ROOT);
    int count = fields.split(" ").length;
    CronType type =
        switch (count) {
          case UNIX_FIELDS -> CronType.UNIX;
          case QUARTZ_FIELDS, QUARTZ_WITH_YEAR -> CronType.QUARTZ;
          default ->
              throw new InvalidRequestException(
                  FIELD,
                  "'"
                      + given
                      + "' has "
                      + count
                      + (count == 1 ? " field" : " fields")
                      + "; a cron expression has 5 (minute hour day month weekday), or 6 or 7 as"
                      + " Quartz has them (second first, year last); an interval begins with"
                      + " 'every'");
        };
    try {
      CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type));
      return new Cron(given, parser.parse(fields).validate());
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new InvalidRequestException(FIELD, "'" + given + "': " + why(e, type));
    }
  }

  /** The innermost message of the library without what it is a part of. */
  private static String why(Exception e, CronType type) {
    String message = Objects.requireNonNullElse(e.getMessage(), "is no cron expression");
    String plain =
        message
            .replace("Failed to parse cron expression. ", "")
            .replaceAll("(?s)Failed to parse '.*?'\\. ", "")
            .replaceAll("Invalid cron expression: .*?\\. ", "");
    return type == CronType.QUARTZ && plain.contains("day-of-week AND")
        ? "one of day and weekday must be ? in a cron expression of 6 or 7 fields"
        : plain;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Optional<Instant> next(Instant after, ZoneId zone, Instant anchor) {
    LocalDateTime at = LocalDateTime.ofInstant(after, zone).truncatedTo(ChronoUnit.SECONDS);
    ZoneOffsetTransition change = zone.getRules().getTransition(at);
    if (change != null
        && change.isOverlap()
        && zone.getRules().getOffset(after).equals(change.getOffsetAfter())) {
      // the hour comes for the second time: whatever is in it has happened
      at = change.getDateTimeBefore().minusSeconds(1);
    }
    while (true) {
      Optional<LocalDateTime> next = nextLocal(at);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Instant instant = instant(next.get(), zone);
      if (instant.isAfter(after)) {
        return Optional.of(instant);
      }
      at = next.get();
    }
  }

  /** Local times are computed as if they were UTC, where no hour is missing or comes twice. */
  private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
    try {
      return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      // the library says so of some expressions that no day fulfils
      return Optional.empty();
    }
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap()
        ? change.getInstant()
        : ZonedDateTime.ofLocal(local, zone, null).toInstant();
  }

  @Override
  public Description description() {
    return CronDescriptions.of(cron);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cron that && that.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
