package dev.aischeduler.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimitProperties {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Property
  void an_even_rate_lets_at_most_its_share_and_one_second_more_through(
      @ForAll @IntRange(min = 1, max = 100_000) int perMinute,
      @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 3000) Integer> pausesMillis) {
    RateLimit limit = RateLimit.even(perMinute);
    Instant now = START;
    Instant fullAt = null;
    long through = 0;
    for (int pause : pausesMillis) {
      now = now.plusMillis(pause);
      int permits = limit.permits(fullAt, now, 5000);
      if (permits > 0) {
        fullAt = limit.after(fullAt, now, permits);
        through += permits;
      } else {
        Instant next = limit.next(fullAt, now, 1);
        assertThat(next).isAfter(now);
        assertThat(limit.permits(fullAt, next, 1)).isEqualTo(1);
        assertThat(limit.permits(fullAt, next.minusNanos(1), 1)).isZero();
      }
      double seconds = Duration.between(START, now).toNanos() / 1e9;
      assertThat(through).isLessThanOrEqualTo((long) ((seconds + 1.001) * perMinute / 60.0) + 1);
    }
  }

  @Test
  void a_minutes_worth_may_come_at_once_and_then_as_much_as_time_gives() {
    RateLimit limit = RateLimit.withBurst(60);
    assertThat(limit.permits(null, START, 100)).isEqualTo(60);
    Instant fullAt = limit.after(null, START, 60);
    assertThat(limit.permits(fullAt, START, 1)).isZero();
    assertThat(limit.permits(fullAt, START.plusSeconds(10), 100)).isEqualTo(10);
    assertThat(limit.next(fullAt, START, 10)).isEqualTo(START.plusSeconds(10));
    assertThat(limit.permits(limit.givenBack(fullAt, 5), START, 100)).isEqualTo(5);
  }

  @Test
  void a_slow_rate_is_spaced_exactly() {
    RateLimit limit = RateLimit.even(6);
    Instant fullAt = limit.after(null, START, 1);
    assertThat(limit.permits(fullAt, START.plusMillis(9999), 5)).isZero();
    assertThat(limit.permits(fullAt, START.plusSeconds(10), 5)).isEqualTo(1);
  }
}
