package dev.aischeduler.engine.schedule.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fire time of a year against a walk by java.time over all its local minutes, in zones where
 * clocks are changed and in one where they are not.
 */
final class FireTimesOfAYearTest {
  private static final int YEAR = 2027;

  /** Expressions and what a local minute must be to match them. */
  private static final Map<String, Predicate<LocalDateTime>> PATTERNS =
      Map.of(
          "30 2 * * *", t -> t.getHour() == 2 && t.getMinute() == 30,
          "0 2 * * *", t -> t.getHour() == 2 && t.getMinute() == 0,
          "*/15 * * * *", t -> t.getMinute() % 15 == 0,
          "0 * * * *", t -> t.getMinute() == 0,
          "5,35 1-3 * * 0",
              t ->
                  (t.getMinute() == 5 || t.getMinute() == 35)
                      && t.getHour() >= 1
                      && t.getHour() <= 3
                      && t.getDayOfWeek() == DayOfWeek.SUNDAY,
          "0 0 1,15 * 1",
              t ->
                  t.getHour() == 0
                      && t.getMinute() == 0
                      && (t.getDayOfMonth() == 1
                          || t.getDayOfMonth() == 15
                          || t.getDayOfWeek() == DayOfWeek.MONDAY),
          "0 30 2 ? * MON-FRI",
              t ->
                  t.getHour() == 2
                      && t.getMinute() == 30
                      && t.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue(),
          "0 15 1 L * ?",
              t ->
                  t.getHour() == 1
                      && t.getMinute() == 15
                      && t.getDayOfMonth() == t.toLocalDate().lengthOfMonth());

  @ParameterizedTest
  @ValueSource(
      strings = {"Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"})
  void are_those_of_a_walk_over_all_local_minutes(String name) {
    ZoneId zone = ZoneId.of(name);
    PATTERNS.forEach(
        (text, matches) -> {
          List<Instant> expected = walk(zone, matches);
          assertThat(expected).isNotEmpty();
          assertThat(computed(text, zone)).as(text + " in " + name).isEqualTo(expected);
        });
  }

  /** A local minute in a gap is its end; one that comes twice is the first. */
  private static List<Instant> walk(ZoneId zone, Predicate<LocalDateTime> matches) {
    TreeSet<Instant> times = new TreeSet<>();
    LocalDateTime end = LocalDateTime.of(YEAR + 1, 1, 1, 0, 0);
    for (LocalDateTime t = LocalDateTime.of(YEAR, 1, 1, 0, 0);
        t.isBefore(end);
        t = t.plusMinutes(1)) {
      if (matches.test(t)) {
        times.add(instant(t, zone));
      }
    }
    return List.copyOf(times);
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) {
    ZonedDateTime there = local.atZone(zone);
    LocalDateTime at = local;
    while (!there.toLocalDateTime().equals(at)) {
      // java.time moves what does not exist by the length of the gap: the first minute that does
      at = at.plusMinutes(1);
      there = at.atZone(zone);
    }
    return there.withEarlierOffsetAtOverlap().toInstant();
  }

  private static List<Instant> computed(String text, ZoneId zone) {
    Timing timing = new Timing(TimePattern.parse(text), zone, null, null, Exclusions.NONE);
    Instant at = LocalDateTime.of(YEAR, 1, 1, 0, 0).atZone(zone).toInstant().minusNanos(1);
    Instant end = LocalDateTime.of(YEAR + 1, 1, 1, 0, 0).atZone(zone).toInstant();
    List<Instant> times = new ArrayList<>();
    while (true) {
      Instant next = timing.next(at).orElseThrow();
      if (!next.isBefore(end)) {
        return times;
      }
      times.add(next);
      at = next;
    }
  }

  @Test
  void in_the_gap_run_at_its_end_and_in_the_overlap_once() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Timing daily = new Timing(TimePattern.parse("30 2 * * *"), berlin, null, null, Exclusions.NONE);
    assertThat(daily.next(Instant.parse("2027-03-27T12:00:00Z"), 2))
        .containsExactly(
            Instant.parse("2027-03-28T01:00:00Z"), Instant.parse("2027-03-29T00:30:00Z"));
    assertThat(daily.next(Instant.parse("2027-10-30T12:00:00Z"), 2))
        .containsExactly(
            Instant.parse("2027-10-31T00:30:00Z"), Instant.parse("2027-11-01T01:30:00Z"));
  }

  @Test
  void asked_in_the_second_of_two_equal_hours_nothing_comes_again() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Timing quarters =
        new Timing(TimePattern.parse("*/15 * * * *"), berlin, null, null, Exclusions.NONE);
    // 02:20 for the second time
    assertThat(quarters.next(Instant.parse("2027-10-31T01:20:00Z")))
        .contains(Instant.parse("2027-10-31T02:00:00Z"));
  }

  @Test
  void an_interval_is_elapsed_time_whatever_clocks_do() {
    Timing hours =
        new Timing(
            TimePattern.parse("every 12h"),
            ZoneId.of("Europe/Berlin"),
            Instant.parse("2027-03-27T20:00:00Z"),
            Instant.parse("2027-03-28T20:00:00Z"),
            Exclusions.NONE);
    assertThat(hours.next(Instant.EPOCH, 9))
        .containsExactly(
            Instant.parse("2027-03-27T20:00:00Z"),
            Instant.parse("2027-03-28T08:00:00Z"),
            Instant.parse("2027-03-28T20:00:00Z"));
  }
}
