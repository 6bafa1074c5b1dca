package dev.aischeduler.engine.schedule.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of a schedule. Immutable.
 *
 * @param zone of local times and days
 * @param start no fire time lies before it; intervals are counted from it, or from 1970; null for
 *     none
 * @param end no fire time lies after it; null for none
 */
public record Timing(
    TimePattern pattern,
    ZoneId zone,
    @Nullable Instant start,
    @Nullable Instant end,
    Exclusions exclusions) {
  /** Excluded days that are passed over before a pattern is given up. */
  private static final int MAX_DAYS = 2000;

  /** The first fire time after an instant; empty when there is none. */
  public Optional<Instant> next(Instant after) {
    Instant at = start != null && after.isBefore(start) ? start.minusNanos(1) : after;
    Instant anchor = Objects.requireNonNullElse(start, Instant.EPOCH);
    try {
      for (int i = 0; i < MAX_DAYS; i++) {
        Optional<Instant> found = pattern.next(at, zone, anchor);
        if (found.isEmpty() || (end != null && found.get().isAfter(end))) {
          return Optional.empty();
        }
        LocalDate day = LocalDate.ofInstant(found.get(), zone);
        if (!exclusions.exclude(day)) {
          return found;
        }
        Optional<LocalDate> free = exclusions.firstIncluded(day);
        if (free.isEmpty()) {
          return Optional.empty();
        }
        at = free.get().atStartOfDay(zone).toInstant().minusNanos(1);
      }
    } catch (DateTimeException | ArithmeticException e) {
      // beyond the years that java.time knows
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The next fire times after an instant, at most so many. */
  public List<Instant> next(Instant after, int count) {
    List<Instant> all = new ArrayList<>(count);
    Optional<Instant> next = next(after);
    while (next.isPresent() && all.size() < count) {
      all.add(next.get());
      next = all.size() < count ? next(next.get()) : Optional.empty();
    }
    return all;
  }
}
