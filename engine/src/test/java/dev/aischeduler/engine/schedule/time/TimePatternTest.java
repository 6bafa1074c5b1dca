package dev.aischeduler.engine.schedule.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimePatternTest {
  private static final String TABLE =
      """
      0 2 * * *            | every day at 02:00                       | 每天 02:00
      30 8 * * 1-5         | on Monday to Friday at 08:30             | 每周一至周五 08:30
      30 8 * * MON,WED     | on Monday and Wednesday at 08:30         | 每周一、周三 08:30
      30 8 * * fri         | on Friday at 08:30                       | 每周五 08:30
      0 30 8 ? apr fri     | on Friday in April at 08:30              | 每年 4 月每周五 08:30
      0 9,17 * * *         | every day at 09:00 and 17:00             | 每天 09:00、17:00
      */15 * * * *         | every 15 minutes                         | 每 15 分钟
      * * * * *            | every minute                             | 每分钟
      7 * * * *            | every hour at minute 7                   | 每小时的第 7 分钟
      0 */6 * * *          | every 6 hours                            | 每 6 小时
      0 0 1 * *            | on the 1st of every month at 00:00       | 每月 1 日 00:00
      0 0 1 1 *            | on the 1st of January at 00:00           | 每年 1 月 1 日 00:00
      @weekly              | on Sunday at 00:00                       | 每周日 00:00
      0 15 10 L * ?        | on the last day of every month at 10:15  | 每月 最后一天 10:15
      0 0 2 ? * SUN        | on Sunday at 02:00                       | 每周日 02:00
      0 0/10 * * * ?       | every 10 minutes                         | 每 10 分钟
      every 15m            | every 15 minutes                         | 每 15 分钟
      PT1H30M              | every 1 hour, 30 minutes                 | 每 1 小时 30 分钟
      """;

  @ParameterizedTest
  @CsvSource(textBlock = TABLE, delimiter = '|')
  @ResourceLock(Resources.LOCALE)
  void is_said_in_english_and_chinese(String text, String english, String chinese) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertThat(TimePattern.parse(text).description())
          .isEqualTo(new Description(english, chinese));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  void of_an_unusual_shape_is_said_by_the_library_and_field_by_field() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    Description said;
    try {
      said = TimePattern.parse("0 15 10 ? * 6#3 2030").description();
    } finally {
      Locale.setDefault(before);
    }
    assertThat(said.english()).contains("10:15", "Friday", "2030");
    assertThat(said.chinese()).isEqualTo("秒 0,分 15,时 10,星期 6#3,年 2030");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "61 * * * *",
        "0 2 * *",
        "0 0 0 1 * MON",
        "every",
        "every 0s",
        "every 15x",
        "every 400d",
        "every 1.5h",
        "P1M",
        "PT0.5S",
        "a b c d e",
        "0 0 99 * *",
        "* * * * * * * *",
        "@fortnightly",
        "0 0 31-1 * *",
        "every 99999999999999999999m"
      })
  void refuses_what_is_none_and_names_the_field(String text) {
    assertThatThrownBy(() -> TimePattern.parse(text))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("when"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 0 1 1 ? 2020", "0 0 0 31 2 ? *"})
  void without_any_day_has_no_fire_time(String text) {
    Timing timing =
        new Timing(TimePattern.parse(text), ZoneOffset.UTC, null, null, Exclusions.NONE);
    assertThat(timing.next(Instant.parse("2027-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void excluded_days_are_passed_over_in_the_zone_of_the_schedule() {
    Exclusions exclusions =
        new Exclusions(
            Set.of(LocalDate.of(2027, 1, 1)),
            List.of(new Exclusions.Range(LocalDate.of(2027, 1, 4), LocalDate.of(2027, 1, 5))),
            Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
    Timing timing =
        new Timing(
            TimePattern.parse("0 2 * * *"), ZoneId.of("Asia/Shanghai"), null, null, exclusions);
    assertThat(timing.next(Instant.parse("2026-12-30T18:00:00Z"), 3))
        .containsExactly(
            Instant.parse("2027-01-05T18:00:00Z"),
            Instant.parse("2027-01-06T18:00:00Z"),
            Instant.parse("2027-01-07T18:00:00Z"));
  }

  @Test
  void whose_days_are_all_excluded_ends() {
    Exclusions exclusions = new Exclusions(Set.of(), List.of(), Set.of(DayOfWeek.MONDAY));
    Timing timing =
        new Timing(TimePattern.parse("0 2 * * 1"), ZoneOffset.UTC, null, null, exclusions);
    assertThat(timing.next(Instant.parse("2027-01-01T00:00:00Z"))).isEmpty();
  }
}
