package dev.aischeduler.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TestTaskTypes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrefetchTest {
  private static final int SLOTS = 4;

  private final Prefetch prefetch = new Prefetch();

  private void took(int jobs, Duration each) {
    for (int i = 0; i < jobs; i++) {
      prefetch.took(TestTaskTypes.LLM, each.toNanos());
    }
  }

  private int allowance() {
    return prefetch.allowance(TestTaskTypes.LLM, SLOTS);
  }

  @Test
  void a_lane_whose_jobs_are_not_known_yet_or_fill_a_window_claims_for_its_slots_alone() {
    assertThat(allowance()).isZero();
    took(50, Duration.ofSeconds(3));
    assertThat(allowance()).isZero();
  }

  @Test
  void a_lane_of_short_jobs_claims_what_its_slots_finish_within_a_window() {
    took(500, Duration.ofMillis(1));
    assertThat(allowance()).isBetween(19 * SLOTS, 20 * SLOTS);
    assertThat(prefetch.allowance(TestTaskTypes.TTS, SLOTS)).isZero();
  }

  @Test
  void the_jobs_claimed_ahead_are_bounded_however_short_they_are() {
    took(500, Duration.ZERO);
    assertThat(allowance()).isEqualTo(512);
  }

  @Test
  void one_long_job_ends_the_claiming_ahead_at_once() {
    took(500, Duration.ofMillis(1));
    took(1, Duration.ofSeconds(1));
    assertThat(allowance()).isZero();
  }
}
