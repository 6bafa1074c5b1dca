package dev.aischeduler.engine.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.engine.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SortKeysProperties {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Property
  void a_job_overtakes_exactly_those_that_came_later_than_its_priority_is_worth(
      @ForAll @IntRange(max = 9) int low,
      @ForAll @IntRange(max = 9) int high,
      @ForAll @IntRange(min = 1, max = 3600) int agingSeconds,
      @ForAll @LongRange(max = 100_000) long laterSeconds) {
    SortKeys keys = new SortKeys(new SettableClock(START), agingSeconds, 86_400);
    long old = keys.key(START, low);
    long young = keys.key(START.plusSeconds(laterSeconds), high);
    long worth = (long) (high - low) * agingSeconds;
    assertThat(young < old).isEqualTo(laterSeconds < worth);
  }

  @Property(tries = 20)
  void creation_times_differ_while_the_clock_stands_still(
      @ForAll @IntRange(min = 2, max = 200) int jobs) {
    SettableClock clock = new SettableClock(START);
    SortKeys keys = new SortKeys(clock, 60, 86_400);
    Instant before = keys.next();
    for (int i = 1; i < jobs; i++) {
      Instant next = keys.next();
      assertThat(next).isAfter(before);
      before = next;
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(keys.next()).isEqualTo(START.plusSeconds(1));
  }
}
