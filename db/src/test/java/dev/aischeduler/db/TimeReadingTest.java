package dev.aischeduler.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How answers of the database correct the time; the counter is in nanoseconds. */
class TimeReadingTest {
  private static final Instant NOON = Instant.parse("2027-01-04T12:00:00Z");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final TimeReading first = TimeReading.unknown(0).after(NOON, 0, 0, 0);

  @Test
  void an_answer_that_the_time_agrees_with_changes_nothing() {
    assertThat(first.at(SECOND)).isEqualTo(NOON.plusSeconds(1));
    // on its way between 1.0 and 1.2 s
    TimeReading same = first.after(NOON.plusMillis(1150), SECOND, SECOND * 12 / 10, SECOND * 2);
    assertThat(same).isSameAs(first);
  }

  @Test
  void a_time_that_is_behind_is_set_forward() {
    TimeReading later = first.after(NOON.plusSeconds(10), SECOND, SECOND, SECOND);
    assertThat(later.at(SECOND)).isEqualTo(NOON.plusSeconds(10));
    assertThat(later.at(2 * SECOND)).isEqualTo(NOON.plusSeconds(11));
  }

  @Test
  void a_time_that_is_a_little_ahead_stands_until_the_database_has_come_up_to_it() {
    TimeReading held = first.after(NOON.plusMillis(970), SECOND, SECOND, SECOND);
    assertThat(held.at(SECOND)).isEqualTo(NOON.plusSeconds(1));
    assertThat(held.at(SECOND + 20_000_000)).isEqualTo(NOON.plusSeconds(1));
    assertThat(held.at(SECOND + 50_000_000)).isEqualTo(NOON.plusMillis(1020));
  }

  @Test
  void a_time_that_is_far_ahead_is_set_back() {
    TimeReading back = first.after(NOON.minusSeconds(60), SECOND, SECOND, SECOND);
    assertThat(back.at(SECOND)).isEqualTo(NOON.minusSeconds(60));
  }
}
